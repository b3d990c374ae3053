package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One story's webhooks in each of their 120 orders, each delivered twice. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class AnyOrderIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Each webhook waits a moment before it is sent: one after the other they take minutes. */
  private static final int LANES = 12;

  private static final List<String> TOLD = List.of("order-confirmed", "shipped");

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @Test
  @DisplayName("F2: five webhooks in all 120 orders, each doubled")
  void allOrdersOfFive(Seen seen) throws InterruptedException {
    var orders = new LinkedHashMap<Shop.Order, List<Integer>>();
    permutations(List.of(0, 1, 2, 3, 4)).forEach(each -> orders.put(shop.order(), each));
    postAll(orders);
    seen.healed();
    awaitTold(orders.keySet());
    seen.recovered();
    count(orders.keySet(), seen);
    seen.check();
    assertEquals(Set.of("open, 0 to ship, 1 parcel"), ends(orders), "end states");
    assertEquals(Set.of(TOLD), Set.copyOf(stories().values()), "stories");
    seen.remark("told each: " + String.join(", ", TOLD));
  }

  private void postAll(Map<Shop.Order, List<Integer>> orders) throws InterruptedException {
    var lanes = Executors.newFixedThreadPool(LANES);
    orders.forEach((order, webhooks) -> lanes.execute(() -> postTwice(order, webhooks)));
    lanes.shutdown();
    assertTrue(lanes.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS), "all posted");
  }

  private void postTwice(Shop.Order order, List<Integer> webhooks) {
    webhooks.forEach(
        webhook -> {
          post(order, webhook);
          post(order, webhook);
        });
  }

  /** Everything is read and said, or they are given up as lost. */
  private void awaitTold(Set<Shop.Order> orders) {
    try {
      await("every order's story is told to its end")
          .atMost(PATIENCE)
          .until(
              () ->
                  orders.stream().allMatch(order -> mails(order).size() >= TOLD.size())
                      && Topic.unread(house, "orders", "notify-service") == 0);
    } catch (ConditionTimeoutException lost) {
      // Counted afterwards.
    }
  }

  private void count(Set<Shop.Order> orders, Seen seen) {
    for (var order : orders) {
      var ids = mails(order).stream().map(mail -> mail.header("Message-ID")).toList();
      int different = Set.copyOf(ids).size();
      seen.lost(Math.max(0, TOLD.size() - different));
      seen.doubled(Math.max(0, different - TOLD.size()));
      seen.sameMessageAgain(ids.size() - different);
    }
  }

  private static Set<String> ends(Map<Shop.Order, List<Integer>> orders) {
    return orders.keySet().stream().map(AnyOrderIT::end).collect(Collectors.toSet());
  }

  private static String end(Shop.Order order) {
    var kept = order.kept();
    return "%s, %d to ship, %d parcel"
        .formatted(
            kept.path("status").asText(),
            kept.path("unitsToShip").asInt(),
            kept.path("shipments").size());
  }

  /** By order, the kinds of what was decided for the customer, however it ended. */
  private Map<String, List<String>> stories() {
    var stories = new HashMap<String, List<String>>();
    for (var event : Topic.of(house, "notices", shop.name)) {
      var kinds =
          stories.computeIfAbsent(
              event.data().at("/subject/number").asText(), number -> new ArrayList<>());
      kinds.add(event.data().path("kind").asText());
      kinds.sort(Comparator.naturalOrder());
    }
    return stories;
  }

  private List<SmtpSink.Mail> mails(Shop.Order order) {
    return house.smtp.takenFor(order.email());
  }

  private void post(Shop.Order order, int webhook) {
    var at = order.now();
    switch (webhook) {
      case 0 -> order.deliver("orders/create", "create-" + order.id, order.body("pending", at));
      case 1 ->
          order.deliver("orders/paid", "paid-" + order.id, order.body("paid", at.plusSeconds(1)));
      case 2 ->
          order.deliver(
              "fulfillments/create",
              "ship-" + order.id,
              order.fulfilment("success", at.plusSeconds(2)));
      case 3 ->
          order.deliver("orders/updated", "upd-" + order.id, order.body("paid", at.plusSeconds(3)));
      default ->
          order.deliver(
              "fulfillments/update",
              "reship-" + order.id,
              order.fulfilment("success", at.plusSeconds(4)));
    }
  }

  private static List<List<Integer>> permutations(List<Integer> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    var all = new ArrayList<List<Integer>>();
    for (var first : items) {
      var rest = new ArrayList<>(items);
      rest.remove(first);
      for (var tail : permutations(rest)) {
        var one = new ArrayList<>(List.of(first));
        one.addAll(tail);
        all.add(one);
      }
    }
    return all;
  }
}
