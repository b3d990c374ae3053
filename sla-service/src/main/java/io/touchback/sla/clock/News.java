package io.touchback.sla.clock;

import io.touchback.sla.clock.Cycle.Mark;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a story owes to the events that have just been read. Not for several threads.
 *
 * <p>Events come in any order: one that is dated before another and read after it may be what makes
 * a cycle of that other, so it is not enough to look at what began and what ended a cycle.
 */
final class News {
  private final Story story;
  private final ZoneId zone;
  private final Set<String> events;
  private @Nullable Set<String> before;

  /**
   * @param story with the events in it
   * @param events their ids
   */
  News(Story story, ZoneId zone, Set<String> events) {
    this.story = story;
    this.zone = zone;
    this.events = events;
  }

  /** Whether they began this cycle or ended it, or it was none without them. */
  boolean brought(Cycle cycle) {
    return isOne(cycle.start()) || isOne(cycle.stop()) || !wasThere(cycle);
  }

  private boolean isOne(@Nullable Mark mark) {
    return mark != null && events.contains(mark.event());
  }

  private boolean wasThere(Cycle cycle) {
    if (before == null) {
      before =
          ClockRules.cycles(story.without(events), zone).stream()
              .map(News::name)
              .collect(Collectors.toSet());
    }
    return before.contains(name(cycle));
  }

  private static String name(Cycle cycle) {
    return cycle.policy() + " " + cycle.key();
  }
}
