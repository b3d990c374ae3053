package io.touchback.sla.clock;

import static io.touchback.sla.policy.Policy.PROBLEM_TOLD;
import static io.touchback.sla.policy.Policy.SHIPMENT_TOLD;

import io.touchback.sla.clock.Cycle.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Known but untold: something happened, and no mail about it was accepted by the mail server. A
 * notice that was suppressed or failed stops nothing; it is the reason the alert gives.
 */
final class ToldRules {
  /** How far the clocks of two services may be apart. */
  private static final Duration SKEW = Duration.ofMinutes(15);

  private ToldRules() {}

  static List<Cycle> cycles(Story story, ZoneId zone) {
    return Stream.concat(shipments(story, zone).stream(), holds(story, zone).stream()).toList();
  }

  private static List<Cycle> shipments(Story story, ZoneId zone) {
    return story.shipments().stream()
        .filter(Shipment::isNews)
        .filter(parcel -> story.starts(parcel.origin(), parcel.shipped().at()))
        .map(parcel -> shipment(story, parcel, zone))
        .toList();
  }

  /**
   * Any mail about the parcel tells that it left, but the one that calls it off; and a parcel in
   * the customer's hands tells of itself.
   */
  private static Cycle shipment(Story story, Shipment parcel, ZoneId zone) {
    Predicate<Fact.Notice> about = notice -> parcel.id().equals(notice.shipment());
    return new Cycle(
        SHIPMENT_TOLD,
        parcel.id(),
        parcel.leg(),
        parcel.shipped(),
        Mark.earliest(List.of(told(sent(story, about).findFirst()), parcel.closed())),
        new Deadline.AfterStart(),
        null,
        "%s of %s left on %s and the customer was not told: %s."
            .formatted(
                parcel.name(), story.name(), date(parcel.shipped().at(), zone), why(story, about)));
  }

  private static List<Cycle> holds(Story story, ZoneId zone) {
    var waiting = Waiting.of(story, zone);
    var cycles = new ArrayList<Cycle>();
    var used = new HashSet<String>();
    for (var hold : holdsInTime(story)) {
      var mail = mail(story, hold, used);
      mail.ifPresent(fact -> used.add(fact.event()));
      var over = List.of(told(mail), waiting.emptiedAfter(hold.at()), released(story, hold));
      cycles.add(
          new Cycle(
              PROBLEM_TOLD,
              hold.event(),
              null,
              Mark.of(hold, "held"),
              Mark.earliest(over),
              new Deadline.AfterStart(),
              null,
              "%s was put on hold on %s and the customer was not told: %s."
                  .formatted(
                      story.title(), date(hold.at(), zone), why(story, Fact.Notice::isAboutHold))));
    }
    return cycles;
  }

  private static Optional<Mark> told(Optional<Fact> mail) {
    return mail.map(fact -> Mark.of(fact, "the customer was told"));
  }

  private static Optional<Mark> released(Story story, Fact hold) {
    return story
        .earliest(fact -> fact.is("OrderReleased") && !fact.at().isBefore(hold.at()))
        .map(fact -> Mark.of(fact, "released"));
  }

  private static List<Fact> holdsInTime(Story story) {
    return story
        .named("OrderHeld")
        .filter(story::starts)
        .sorted(Comparator.comparing(Fact::at))
        .toList();
  }

  /**
   * The first mail after the hold. One just before it counts too, clocks differ, but not if it was
   * the answer to an earlier hold.
   */
  private static Optional<Fact> mail(Story story, Fact hold, Set<String> used) {
    return sent(story, Fact.Notice::isAboutHold)
        .filter(
            sent ->
                !sent.at().isBefore(hold.at())
                    || (!sent.at().isBefore(hold.at().minus(SKEW)) && !used.contains(sent.event())))
        .findFirst();
  }

  private static Stream<Fact> sent(Story story, Predicate<Fact.Notice> about) {
    return notices(story, about).filter(fact -> fact.is("NoticeSent"));
  }

  private static String why(Story story, Predicate<Fact.Notice> about) {
    return notices(story, about)
        .flatMap(fact -> Stream.ofNullable(notice(fact).reason()))
        .reduce((one, next) -> next)
        .orElse("no mail about it was accepted by the mail server");
  }

  private static Stream<Fact> notices(Story story, Predicate<Fact.Notice> about) {
    return story.facts().stream()
        .filter(fact -> fact.said().notice() != null)
        .filter(fact -> notice(fact).isAwaited() && about.test(notice(fact)))
        .sorted(Comparator.comparing(Fact::at));
  }

  private static Fact.Notice notice(Fact fact) {
    return Objects.requireNonNull(fact.said().notice());
  }

  private static String date(Instant at, ZoneId zone) {
    return at.atZone(zone).toLocalDate().toString();
  }
}
