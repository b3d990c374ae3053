package io.touchback.sla.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When something happened, as far as that is believed (RULES.md T3): up to seven days before it was
 * received; the future is not, beyond what the clocks of two machines may differ.
 *
 * <p>That puts no alert off: producers believe no future themselves, and what is due by their
 * clocks is compared with how far they have told everything by the same clocks. The time of reading
 * in its place would make it due too early.
 */
final class EventTime {
  private static final Duration PAST = Duration.ofDays(7);
  private static final Duration SKEW = Duration.ofMinutes(15);

  private EventTime() {}

  static Instant believed(Instant told, Instant received) {
    if (told.isAfter(received.plus(SKEW))) {
      return received.truncatedTo(ChronoUnit.MICROS);
    }
    var earliest = received.minus(PAST);
    return (told.isBefore(earliest) ? earliest : told).truncatedTo(ChronoUnit.MICROS);
  }
}
