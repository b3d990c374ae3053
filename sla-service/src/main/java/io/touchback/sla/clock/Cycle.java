package io.touchback.sla.clock;

import io.touchback.sla.policy.Policy;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a policy as the facts tell it: what began, what ended it.
 *
 * @param key tells the cycles of one policy and subject apart, the same over all replays
 * @param carrier runs only if this carrier's scans reach the shop; null = always
 * @param silence what operations are told if it breaks
 */
public record Cycle(
    Policy policy,
    String key,
    @Nullable Leg leg,
    Mark start,
    @Nullable Mark stop,
    Deadline deadline,
    @Nullable String carrier,
    String silence) {

  /** Ends with that, unless it ended earlier. */
  Cycle stoppedBy(Mark end) {
    return stop != null && !end.at().isBefore(stop.at())
        ? this
        : new Cycle(policy, key, leg, start, end, deadline, carrier, silence);
  }

  /**
   * Something that happened.
   *
   * @param event id of the event that told us
   * @param what in words, as {@code shipped}
   */
  public record Mark(Instant at, String event, String what) {
    static Mark of(Fact fact, String what) {
      return new Mark(fact.at(), fact.event(), what);
    }

    static @Nullable Mark earliest(List<Optional<Mark>> marks) {
      return marks.stream()
          .flatMap(Optional::stream)
          .min(Comparator.comparing(Mark::at))
          .orElse(null);
    }

    Mark notBefore(Mark other) {
      return at.isBefore(other.at) ? other : this;
    }
  }

  /**
   * The parcel it is about.
   *
   * @param country where it goes
   */
  public record Leg(String shipment, @Nullable String country) {}
}
