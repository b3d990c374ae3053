package io.touchback.sla.clock;

import java.time.Duration;
import java.time.LocalDate;

/** What a cycle's due time is counted from; each can be written down as one word. */
public sealed interface Deadline {
  /** The target from the start. */
  record AfterStart() implements Deadline {
    @Override
    public String toString() {
      return "start";
    }
  }

  /** The target from the start, but not before the end of a day the customer was promised. */
  record NotBefore(LocalDate promised) implements Deadline {
    @Override
    public String toString() {
      return "not-before:" + promised;
    }
  }

  /** The target from the start, but not after the end of a day the customer was promised. */
  record NotAfter(LocalDate promised) implements Deadline {
    @Override
    public String toString() {
      return "not-after:" + promised;
    }
  }

  /** The end of that day, whatever the target. */
  record EndOfDay(LocalDate day) implements Deadline {
    @Override
    public String toString() {
      return "end-of:" + day;
    }
  }

  /** The target from the end of that day, or from the start if that is later. */
  record AfterDay(LocalDate day) implements Deadline {
    @Override
    public String toString() {
      return "after:" + day;
    }
  }

  /** The target from the start, or so many of the shop's usual gaps if that is longer. */
  record AfterUsualGap(Duration usualGap) implements Deadline {
    @Override
    public String toString() {
      return "usual-gap:" + usualGap;
    }
  }

  /** What {@code toString} wrote. */
  static Deadline of(String written) {
    var parts = written.split(":", 2);
    return switch (parts[0]) {
      case "start" -> new AfterStart();
      case "not-before" -> new NotBefore(LocalDate.parse(parts[1]));
      case "not-after" -> new NotAfter(LocalDate.parse(parts[1]));
      case "end-of" -> new EndOfDay(LocalDate.parse(parts[1]));
      case "after" -> new AfterDay(LocalDate.parse(parts[1]));
      case "usual-gap" -> new AfterUsualGap(Duration.parse(parts[1]));
      default -> throw new IllegalArgumentException(written);
    };
  }
}
