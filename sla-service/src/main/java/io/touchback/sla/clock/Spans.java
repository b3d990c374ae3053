package io.touchback.sla.clock;

import java.time.Duration;

/** Lengths of time for people. */
final class Spans {
  private Spans() {}

  /** Its two largest units, as {@code 2 h 44 min}. */
  static String words(Duration span) {
    if (span.toDays() > 0) {
      return pair(span.toDays(), "d", span.toHoursPart(), "h");
    }
    if (span.toHours() > 0) {
      return pair(span.toHours(), "h", span.toMinutesPart(), "min");
    }
    if (span.toMinutes() > 0) {
      return pair(span.toMinutes(), "min", span.toSecondsPart(), "s");
    }
    return span.toSeconds() > 0 ? span.toSeconds() + " s" : span.toMillis() + " ms";
  }

  private static String pair(long large, String unit, long small, String smallUnit) {
    return small == 0 ? large + " " + unit : large + " " + unit + " " + small + " " + smallUnit;
  }
}
