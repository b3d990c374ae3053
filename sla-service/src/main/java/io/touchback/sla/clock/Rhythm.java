package io.touchback.sla.clock;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often a shop is usually heard. Its usual gap is the median, over the last seven days on which
 * it was heard, of the longest silence that ended on each: so nights belong to it, and one odd day
 * does not. Until three days were heard it is at least a day, and never more than 90.
 *
 * @param last when it was heard last
 * @param event id of the event that told so
 * @param longest the longest silence that ended on each (UTC) day
 */
public record Rhythm(Instant last, String event, SortedMap<LocalDate, Duration> longest) {
  private static final int DAYS = 7;
  private static final int ENOUGH = 3;
  private static final Duration UNKNOWN = Duration.ofDays(1);
  private static final Duration RAREST = Duration.ofDays(90);

  /** Heard for the first time, or again. */
  static Rhythm heard(@Nullable Rhythm before, Instant at, String event) {
    var longest = new TreeMap<LocalDate, Duration>();
    if (before != null) {
      longest.putAll(before.longest);
      longest.merge(
          at.atOffset(ZoneOffset.UTC).toLocalDate(),
          Duration.between(before.last, at),
          (one, other) -> one.compareTo(other) < 0 ? other : one);
    }
    while (longest.size() > DAYS) {
      longest.pollFirstEntry();
    }
    return new Rhythm(at, event, longest);
  }

  /** Counts from then on: the time it was not ours is no silence of its. */
  Rhythm resumed(Instant at, String by) {
    return at.isAfter(last) ? new Rhythm(at, by, longest) : this;
  }

  @JsonIgnore
  Duration usualGap() {
    if (longest.isEmpty()) {
      return UNKNOWN;
    }
    var sorted = longest.values().stream().sorted().toList();
    var median = sorted.get(sorted.size() / 2);
    if (sorted.size() < ENOUGH && median.compareTo(UNKNOWN) < 0) {
      return UNKNOWN;
    }
    return median.compareTo(RAREST) < 0 ? median : RAREST;
  }
}
