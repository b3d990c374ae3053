package io.touchback.sla.clock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that is known of one order.
 *
 * @param facts in the order in which they were read
 */
record Story(String order, List<Fact> facts) {
  /** What the customer sees, as {@code #1001}. */
  Optional<String> number() {
    return orders().map(Fact.Order::number).filter(Objects::nonNull).reduce((one, next) -> next);
  }

  /** The order as a sentence calls it. */
  String name() {
    return "order " + number().orElse(order);
  }

  /** The order as a sentence begins with it. */
  String title() {
    return "Order " + number().orElse(order);
  }

  boolean test() {
    return orders().anyMatch(Fact.Order::test);
  }

  /** First seen long after it was placed. */
  boolean imported() {
    return orders().anyMatch(Fact.Order::imported);
  }

  /** Whether what this fact told may start a clock: an imported order's past starts none. */
  boolean starts(Fact fact, Instant at) {
    return !imported() || !at.isBefore(fact.newsSince());
  }

  boolean starts(Fact fact) {
    return starts(fact, fact.at());
  }

  Stream<Fact> named(String name) {
    return facts.stream().filter(fact -> fact.is(name));
  }

  Optional<Fact> earliest(Predicate<Fact> which) {
    return facts.stream().filter(which).min(Comparator.comparing(Fact::at));
  }

  List<Shipment> shipments() {
    var parcels = new LinkedHashMap<String, List<Fact>>();
    for (var fact : facts) {
      if (fact.said().parcel() != null) {
        parcels.computeIfAbsent(fact.said().parcel().id(), id -> new ArrayList<>()).add(fact);
      }
    }
    return parcels.entrySet().stream()
        .map(parcel -> new Shipment(parcel.getKey(), parcel.getValue()))
        .toList();
  }

  /** As it was before these events were read. */
  Story without(Set<String> events) {
    return new Story(order, facts.stream().filter(fact -> !events.contains(fact.event())).toList());
  }

  private Stream<Fact.Order> orders() {
    return facts.stream().flatMap(fact -> Stream.ofNullable(fact.said().order()));
  }
}
