package io.touchback.journey;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was said of alerts. */
final class Alarms {
  static final String DISPATCH = "order.dispatch";
  static final String RAISED = "AlertRaised";
  static final String RESOLVED = "AlertResolved";

  private Alarms() {}

  /**
   * By an order's number, all that was said about a policy of it, each alert's in turn. What is
   * published again with the same id counts once: whoever reads drops it.
   */
  static Map<String, List<String>> of(House house, Shop shop, String policy) {
    return Topic.of(house, "sla-alerts", shop.name).stream()
        .filter(event -> event.data().path("policy").asText().equals(policy))
        .collect(Collectors.toMap(Topic.Event::id, event -> event, (first, again) -> first))
        .values()
        .stream()
        .collect(
            Collectors.groupingBy(
                event -> event.data().at("/subject/number").asText(),
                TreeMap::new,
                Collectors.mapping(
                    event -> event.name(),
                    Collectors.collectingAndThen(
                        Collectors.toList(), names -> names.stream().sorted().toList()))));
  }

  static Map<String, List<String>> of(House house, Shop shop) {
    return of(house, shop, DISPATCH);
  }

  /** The whole of what should have been said of these orders. */
  static Map<String, List<String>> each(Iterable<Shop.Order> orders, String... names) {
    var each = new TreeMap<String, List<String>>();
    orders.forEach(order -> each.put(order.number(), List.of(names)));
    return each;
  }
}
