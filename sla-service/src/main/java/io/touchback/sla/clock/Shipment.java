package io.touchback.sla.clock;

import io.touchback.sla.clock.Cycle.Leg;
import io.touchback.sla.clock.Cycle.Mark;
import io.touchback.sla.clock.Fact.Parcel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that is known of one parcel.
 *
 * @param facts in the order in which they were read, at least one
 */
record Shipment(String id, List<Fact> facts) {
  /** The carrier had it in its hands. A label is none, nor is "no news for 30 days". */
  private static final Set<String> SCANS =
      Set.of(
          "picked_up",
          "in_transit",
          "delayed",
          "out_for_delivery",
          "attempt_failed",
          "ready_for_pickup",
          "problem",
          "returning",
          "delivered");

  /** From here on it is not the carrier who is waited for. */
  private static final Set<String> ARRIVALS = Set.of("delivered", "ready_for_pickup", "returning");

  /** The event that told of it first: its shipping, unless that never reached us. */
  Fact origin() {
    return facts.stream().filter(fact -> fact.is("OrderShipped")).findFirst().orElse(facts.get(0));
  }

  Mark shipped() {
    var origin = origin();
    var shippedAt = parcel(origin).shippedAt();
    var at = origin.is("OrderShipped") || shippedAt == null ? origin.at() : shippedAt;
    return new Mark(at, origin.event(), "shipped");
  }

  /**
   * Whether the mails about it were read here, too, if there were any: what told of its shipping
   * was, or it left lately. Of a parcel that left longer ago a new database may have missed both,
   * where topics no longer remember them.
   */
  boolean isNews() {
    var origin = origin();
    var shippedAt = parcel(origin).shippedAt();
    return origin.is("OrderShipped")
        || (shippedAt != null && !shippedAt.isBefore(origin.newsSince()));
  }

  Optional<Mark> cancelled() {
    return earliest(
        fact -> fact.is("ShipmentCancelled") || "cancelled".equals(fact.said().scan()),
        fact -> "shipment cancelled");
  }

  /** The first of delivered, ready for pickup, on its way back or cancelled. */
  Optional<Mark> ended() {
    return Stream.concat(arrived().stream(), cancelled().stream())
        .min(Comparator.comparing(Mark::at));
  }

  /** After this nothing is owed any more, whatever is still scanned. */
  Optional<Mark> closed() {
    return Stream.concat(delivered().stream(), cancelled().stream())
        .min(Comparator.comparing(Mark::at));
  }

  /** From here on it is on its way to the shop: whatever is scanned then, nobody waits for more. */
  Optional<Instant> turnedBack() {
    return scans().stream()
        .filter(scan -> "returning".equals(status(scan)))
        .map(Fact::at)
        .findFirst();
  }

  /** What a carrier says and takes back again, so that the parcel is as open as before. */
  private static final Set<String> TAKEN_BACK = Set.of("delivered", "cancelled");

  /** Not those whose status a later word took back. */
  private List<Fact> standing() {
    var standing = new ArrayList<Fact>();
    for (var fact : facts) {
      var before = fact.said().before();
      if (before != null && TAKEN_BACK.contains(before) && !before.equals(fact.said().scan())) {
        standing.removeIf(earlier -> before.equals(status(earlier)));
      }
      standing.add(fact);
    }
    return standing;
  }

  private Optional<Mark> delivered() {
    return earliest(fact -> "delivered".equals(status(fact)), fact -> "delivered");
  }

  /** Whenever the carrier had it in its hands, in the order in which that happened. */
  List<Fact> scans() {
    return standing().stream()
        .filter(Shipment::isScan)
        .sorted(Comparator.comparing(Fact::at))
        .toList();
  }

  /** By when it happened. */
  Stream<Fact> inTime() {
    return facts.stream().sorted(Comparator.comparing(Fact::at));
  }

  Leg leg() {
    return new Leg(id, known(Parcel::country).orElse(null));
  }

  /** The latest word on some property of it. */
  <T> Optional<T> known(Function<Parcel, T> property) {
    return inTime()
        .map(fact -> property.apply(parcel(fact)))
        .filter(Objects::nonNull)
        .reduce((one, next) -> next);
  }

  /** The parcel as a sentence begins with it. */
  String name() {
    return name(origin());
  }

  static String name(Fact fact) {
    var number = parcel(fact).number();
    return number == null ? "A parcel" : "Parcel " + number;
  }

  String carrier() {
    return known(Parcel::carrier).orElse("");
  }

  String carrierName() {
    return known(Parcel::carrierName).orElse("the carrier");
  }

  /**
   * What the fact says of where the parcel is, or "". A scan speaks for its own moment; the parcel
   * it carries along is as it was when the scan was heard of.
   */
  static String status(Fact fact) {
    var said = fact.said().scan() != null ? fact.said().scan() : parcel(fact).status();
    return said == null ? "" : said;
  }

  static String words(Fact fact) {
    return status(fact).replace('_', ' ');
  }

  static boolean isScan(Fact fact) {
    return fact.said().scan() != null && SCANS.contains(fact.said().scan());
  }

  static String carrier(Fact fact) {
    var carrier = parcel(fact).carrier();
    return carrier == null ? "" : carrier;
  }

  static boolean waitsForCarrier(Fact scan) {
    return !ARRIVALS.contains(status(scan));
  }

  static Parcel parcel(Fact fact) {
    return Objects.requireNonNull(fact.said().parcel());
  }

  private Optional<Mark> arrived() {
    return earliest(fact -> ARRIVALS.contains(status(fact)), Shipment::words);
  }

  private Optional<Mark> earliest(Predicate<Fact> which, Function<Fact, String> what) {
    return standing().stream()
        .sorted(Comparator.comparing(Fact::at))
        .filter(which)
        .findFirst()
        .map(fact -> Mark.of(fact, what.apply(fact)));
  }
}
