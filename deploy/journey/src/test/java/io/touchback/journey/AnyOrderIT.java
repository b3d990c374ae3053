package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One story's webhooks in each of their 120 orders, each delivered twice. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class AnyOrderIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @Test
  @DisplayName("F2: five webhooks in all 120 orders, each doubled")
  void allOrdersOfFive(Seen seen) {
    var orders = new ArrayList<Shop.Order>();
    for (var permutation : permutations(List.of(0, 1, 2, 3, 4))) {
      var order = shop.order();
      orders.add(order);
      permutation.forEach(
          webhook -> {
            post(order, webhook);
            post(order, webhook);
          });
    }
    seen.healed();
    await("every order's story is told to its end")
        .atMost(PATIENCE)
        .until(() -> orders.stream().allMatch(order -> mails(order).size() >= 2));
    seen.recovered();
    var states = new HashSet<String>();
    for (var order : orders) {
      states.add(order.kept().path("status").asText());
      var ids = mails(order).stream().map(mail -> mail.header("Message-ID")).toList();
      seen.doubled(ids.size() - ids.stream().distinct().count());
    }
    assertEquals(1, states.size(), "end states " + states);
    await("one story told of all")
        .atMost(PATIENCE)
        .until(
            () -> stories().size() == orders.size() && Set.copyOf(stories().values()).size() == 1);
    seen.remark("told: " + stories().values().iterator().next());
    seen.check();
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
