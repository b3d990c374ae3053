package io.touchback.sla.clock;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/** The days an order was put off to. */
record Holds(Story story, ZoneId zone) {
  /** The day promised last and not taken back by then. */
  Optional<LocalDate> promised(Instant by) {
    return lastDated(hold -> !hold.at().isAfter(by))
        .filter(hold -> released(hold).filter(at -> !at.isAfter(by)).isEmpty())
        .map(hold -> hold.said().newDate());
  }

  /** The day the hold was to last to that this release ended. */
  Optional<LocalDate> before(Fact release) {
    return lastDated(hold -> !hold.at().isAfter(release.at()))
        .filter(hold -> released(hold).filter(release.at()::equals).isPresent())
        .map(hold -> hold.said().newDate());
  }

  /** Whether the release came before the day was over. */
  boolean isEarly(Fact release) {
    return before(release)
        .filter(day -> release.at().isBefore(BusinessTime.endOf(day, zone)))
        .isPresent();
  }

  private Optional<Instant> released(Fact hold) {
    return story
        .named("OrderReleased")
        .map(Fact::at)
        .filter(at -> !at.isBefore(hold.at()))
        .min(Comparator.naturalOrder());
  }

  private Optional<Fact> lastDated(Predicate<Fact> which) {
    return story
        .named("OrderHeld")
        .filter(hold -> hold.said().newDate() != null && which.test(hold))
        .max(Comparator.comparing(Fact::at));
  }
}
