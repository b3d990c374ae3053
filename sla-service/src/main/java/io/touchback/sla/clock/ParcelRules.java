package io.touchback.sla.clock;

import static io.touchback.sla.policy.Policy.PARCEL_DELIVERY;
import static io.touchback.sla.policy.Policy.PARCEL_FIRST_SCAN;
import static io.touchback.sla.policy.Policy.PARCEL_MOVEMENT;

import io.touchback.sla.clock.Cycle.Mark;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the carrier owes for one parcel: a first scan, the next scan, delivery on the day it named.
 * A parcel that waits to be picked up, or is on its way back, waits for somebody else.
 */
record ParcelRules(Story story, Shipment parcel, ZoneId zone) {
  static List<Cycle> cycles(Story story, ZoneId zone) {
    return story.shipments().stream()
        .map(parcel -> new ParcelRules(story, parcel, zone))
        .flatMap(
            rules ->
                Stream.of(rules.firstScan(), rules.movement(), rules.delivery())
                    .flatMap(List::stream))
        .toList();
  }

  private List<Cycle> firstScan() {
    return parcel
        .inTime()
        .filter(fact -> Shipment.parcel(fact).numbered())
        .findFirst()
        .map(fact -> Mark.of(fact, "given a tracking number").notBefore(parcel.shipped()))
        .filter(start -> story.starts(parcel.origin(), start.at()))
        .map(this::firstScan)
        .stream()
        .toList();
  }

  private Cycle firstScan(Mark start) {
    var scanned = parcel.scans().stream().findFirst().map(scan -> Mark.of(scan, "scanned"));
    return new Cycle(
        PARCEL_FIRST_SCAN,
        parcel.id(),
        parcel.leg(),
        start,
        Mark.earliest(List.of(scanned, parcel.ended())),
        new Deadline.AfterStart(),
        parcel.carrier(),
        "%s of %s was given to %s on %s and has not been scanned since."
            .formatted(parcel.name(), story.name(), parcel.carrierName(), day(start.at())));
  }

  /** From each scan to the next. Of several at one moment the last one read counts. */
  private List<Cycle> movement() {
    var scans = new TreeMap<Instant, Fact>();
    parcel.scans().forEach(scan -> scans.put(scan.at(), scan));
    return scans.values().stream()
        .filter(scan -> story.starts(scan) && Shipment.waitsForCarrier(scan))
        .filter(scan -> parcel.closed().map(end -> scan.at().isBefore(end.at())).orElse(true))
        .filter(scan -> parcel.turnedBack().map(back -> scan.at().isBefore(back)).orElse(true))
        .map(scan -> movement(scan, scans.higherEntry(scan.at())))
        .toList();
  }

  private Cycle movement(Fact scan, Map.@Nullable Entry<Instant, Fact> next) {
    return new Cycle(
        PARCEL_MOVEMENT,
        parcel.id() + ":" + scan.at(),
        parcel.leg(),
        Mark.of(scan, "scanned"),
        Mark.earliest(
            List.of(
                Optional.ofNullable(next).map(entry -> Mark.of(entry.getValue(), "scanned")),
                parcel.ended().filter(end -> end.at().isAfter(scan.at())),
                parcel.closed())),
        new Deadline.AfterStart(),
        null,
        "%s of %s has not moved since %s (%s, %s)."
            .formatted(
                parcel.name(),
                story.name(),
                day(scan.at()),
                Shipment.words(scan),
                parcel.carrierName()));
  }

  /** Each day the carrier names is a cycle of its own; naming another ends the one before. */
  private List<Cycle> delivery() {
    var estimates = new ArrayList<Estimate>();
    parcel.inTime().forEach(fact -> Estimate.add(fact, estimates));
    var cycles = new ArrayList<Cycle>();
    for (int i = 0; i < estimates.size(); i++) {
      var estimate = estimates.get(i);
      var next = i + 1 < estimates.size() ? estimates.get(i + 1).named("now expected on ") : null;
      boolean over = parcel.ended().map(end -> !end.at().isAfter(estimate.by().at())).orElse(false);
      if (!over && story.starts(estimate.by())) {
        cycles.add(delivery(estimate, Optional.ofNullable(next)));
      }
    }
    return cycles;
  }

  private Cycle delivery(Estimate estimate, Optional<Mark> next) {
    return new Cycle(
        PARCEL_DELIVERY,
        parcel.id() + ":" + estimate.day() + (estimate.time() == 1 ? "" : "#" + estimate.time()),
        parcel.leg(),
        estimate.named("expected on "),
        Mark.earliest(List.of(next, parcel.ended())),
        new Deadline.AfterDay(estimate.day()),
        null,
        "%s of %s was expected on %s and has not been delivered."
            .formatted(parcel.name(), story.name(), estimate.day()));
  }

  private LocalDate day(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  /**
   * The carrier named a day.
   *
   * @param time how often it has named this very day by now
   */
  private record Estimate(LocalDate day, Fact by, int time) {
    static void add(Fact fact, List<Estimate> known) {
      var day = Shipment.parcel(fact).estimate();
      boolean repeats = !known.isEmpty() && known.get(known.size() - 1).day().equals(day);
      if (day != null && !repeats) {
        long before = known.stream().filter(estimate -> estimate.day().equals(day)).count();
        known.add(new Estimate(day, fact, (int) before + 1));
      }
    }

    Mark named(String what) {
      return Mark.of(by, what + day);
    }
  }
}
