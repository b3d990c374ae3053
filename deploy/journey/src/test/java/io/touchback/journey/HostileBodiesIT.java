package io.touchback.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signed, and hostile: what a broken or taken-over platform could send. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class HostileBodiesIT {
  private static final int WARM_UP = 400;
  private static final int BODIES = 3_000;
  private static final int GOOD_ONE_EVERY = 20;
  private static final long MOST_GROWTH = 8L * 1024 * 1024;
  private static final List<String> ORDERS =
      List.of("orders/create", "orders/updated", "orders/paid", "orders/cancelled");
  private static final List<String> PARCELS =
      List.of("fulfillments/create", "fulfillments/update", "fulfillment_events/create", "x/y");
  private static final List<String> OF_WOO = List.of("order.created", "order.updated");

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Blows blows = new Blows(random);
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private final List<Shop.Order> good = new ArrayList<>();

  @Test
  @DisplayName("W4: 3,400 hostile bodies, rightly signed, at three doors, between 170 good orders")
  void hostileBodies(Seen seen) throws Exception {
    seen.remark("-Dseed=" + seed);
    post(WARM_UP);
    long before = House.liveHeap(house.orders);
    assertTrue(before > 0, "the heap is measured");
    post(BODIES);
    seen.healed();
    Quiet.afterOneMore(house, shop);
    seen.recovered();
    for (var order : good) {
      int mails = house.smtp.takenFor(order.email()).size();
      seen.lost(Math.max(0, 1 - mails));
      seen.doubled(Math.max(0, mails - 1));
    }
    long growth = House.liveHeap(house.orders) - before;
    seen.remark("answers %s, kept as %s".formatted(answers, states()));
    seen.remark("live heap grew by " + growth / 1024 + " KB");
    seen.check();
    assertEquals(
        List.of(),
        answers.keySet().stream().filter(status -> status >= 500).toList(),
        "" + answers);
    assertTrue(answers.get(200) > (WARM_UP + BODIES) / 2, "few reach the rules: " + answers);
    assertNull(states().get("failed"), "the rules could not bear them");
    assertTrue(growth < MOST_GROWTH, "the heap grew by " + growth);
  }

  private void post(int bodies) {
    for (int i = 0; i < bodies; i++) {
      if (i % GOOD_ONE_EVERY == 0) {
        postGood();
      }
      answers.merge(hostile(), 1, Integer::sum);
    }
  }

  /** Once, and it has to be taken, whatever came before. */
  private void postGood() {
    var order = shop.orderOf("good-");
    good.add(order);
    int status =
        switch (good.size() % 3) {
          case 0 -> shopify("orders/create", order.body("paid", order.now()).getBytes());
          case 1 -> shop.woocommerce("order.created", order.wooBody()).statusCode();
          default -> shop.standard(order.standardBody()).statusCode();
        };
    assertEquals(200, status, "a good order; -Dseed=" + seed);
  }

  private int hostile() {
    var order = shop.order();
    return switch (random.nextInt(4)) {
      case 0 -> shopify(any(ORDERS), blows.hit(order.body("paid", order.now())));
      case 1 -> shopify(any(PARCELS), blows.hit(order.fulfilment("success", order.now())));
      case 2 -> shop.woocommerce(any(OF_WOO), blows.hit(order.wooBody())).statusCode();
      default -> shop.standard(blows.hit(order.standardBody())).statusCode();
    };
  }

  private int shopify(String topic, byte[] body) {
    return shop.shopify(topic, UUID.randomUUID().toString(), body).statusCode();
  }

  private String any(List<String> topics) {
    return topics.get(random.nextInt(topics.size()));
  }

  private Map<String, Long> states() {
    var states = new TreeMap<String, Long>();
    house
        .postgres
        .query("orders", "select state from webhook where shop = '%s'".formatted(shop.name))
        .forEach(state -> states.merge(state, 1L, Long::sum));
    return states;
  }
}
