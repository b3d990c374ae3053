package io.touchback.sla.clock;

import static io.touchback.sla.policy.Policy.SHOP_HEARTBEAT;

import io.touchback.sla.clock.Cycle.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shop's platform went quiet: each time it is heard starts a cycle and stops the one before. */
final class HeartbeatRules {
  private HeartbeatRules() {}

  /**
   * @param before null if the shop has never been heard
   * @param hearings what has just been read; what is not newer than before changes nothing
   */
  static Optional<Beats> beats(String shop, @Nullable Rhythm before, List<Mark> hearings) {
    var cycles = new ArrayList<Cycle>();
    var rhythm = before;
    for (var hearing : hearings.stream().sorted(Comparator.comparing(Mark::at)).toList()) {
      if (rhythm == null || hearing.at().isAfter(rhythm.last())) {
        if (rhythm != null) {
          cycles.add(cycle(shop, rhythm, hearing));
        }
        rhythm = Rhythm.heard(rhythm, hearing.at(), hearing.event());
      }
    }
    if (rhythm == null || rhythm.equals(before)) {
      return Optional.empty();
    }
    cycles.add(cycle(shop, rhythm, null));
    var ended = before == null ? null : cycles.remove(0);
    return Optional.of(new Beats(rhythm, ended, cycles));
  }

  /**
   * A shop that had left is back, and watched from then on, or from when it was heard since.
   *
   * @param before null if it has never been heard
   */
  static Beats back(String shop, @Nullable Rhythm before, Mark back) {
    var rhythm =
        before == null
            ? Rhythm.heard(null, back.at(), back.event())
            : before.resumed(back.at(), back.event());
    var begun = List.of(cycle(shop, rhythm, null));
    return before == null || rhythm.equals(before)
        ? new Beats(rhythm, null, begun)
        : new Beats(rhythm, cycle(shop, before, back), begun);
  }

  private static Cycle cycle(String shop, Rhythm rhythm, @Nullable Mark stop) {
    return new Cycle(
        SHOP_HEARTBEAT,
        rhythm.last().toString(),
        null,
        new Mark(rhythm.last(), rhythm.event(), "heard"),
        stop,
        new Deadline.AfterUsualGap(rhythm.usualGap()),
        null,
        "Shop %s has posted nothing since %s; its longest silence of a day is usually %s."
            .formatted(shop, rhythm.last(), Spans.words(rhythm.usualGap())));
  }

  /**
   * @param ended the cycle that ran before, if any
   * @param begun the cycles that began now, oldest first
   */
  record Beats(Rhythm rhythm, @Nullable Cycle ended, List<Cycle> begun) {}
}
