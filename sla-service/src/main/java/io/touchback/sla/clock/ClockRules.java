package io.touchback.sla.clock;

import io.touchback.sla.clock.Cycle.Mark;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which clocks an order has had and has: a pure function of all that is known of it. The facts may
 * have holes, and come in any order and from any topic first.
 */
final class ClockRules {
  private ClockRules() {}

  /**
   * @param zone whose local dates people are told
   */
  static List<Cycle> cycles(Story story, ZoneId zone) {
    if (story.test()) {
      return List.of();
    }
    var all =
        Stream.of(
                DispatchRules.cycles(story, zone),
                ToldRules.cycles(story, zone),
                ParcelRules.cycles(story, zone))
            .flatMap(List::stream)
            .toList();
    return story
        .earliest(fact -> fact.is("CustomerErased"))
        .map(erased -> endedBy(Mark.of(erased, "customer erased"), all))
        .orElse(all);
  }

  private static List<Cycle> endedBy(Mark end, List<Cycle> cycles) {
    return cycles.stream()
        .filter(cycle -> cycle.start().at().isBefore(end.at()))
        .map(cycle -> cycle.stoppedBy(end))
        .toList();
  }
}
