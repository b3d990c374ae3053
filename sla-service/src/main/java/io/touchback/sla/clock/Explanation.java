package io.touchback.sla.clock;

import io.touchback.sla.clock.Cycle.Mark;
import io.touchback.sla.clock.Deadline.AfterDay;
import io.touchback.sla.clock.Deadline.AfterUsualGap;
import io.touchback.sla.clock.Deadline.EndOfDay;
import io.touchback.sla.clock.Deadline.NotAfter;
import io.touchback.sla.clock.Deadline.NotBefore;
import io.touchback.sla.policy.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Why a clock is due when it is, line by line. */
public final class Explanation {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy HH:mm:ss", Locale.ENGLISH);

  private Explanation() {}

  public static List<String> of(Clock clock) {
    var lines = new ArrayList<String>();
    lines.add("Started by '%s at %s.".formatted(told(clock.start()), clock.start().at()));
    lines.add(allowance(clock));
    lines.add(calendar(clock.timing()));
    lines.add(counting(clock.deadline()));
    lines.add("Due at %s, which is %s.".formatted(clock.dueAt(), local(clock)));
    lines.add(state(clock));
    return lines;
  }

  private static String allowance(Clock clock) {
    var timing = clock.timing();
    var cap = timing.cap() == null ? "" : ", never later than " + timing.cap() + " by the calendar";
    return "Policy %s allowed %s of %s time when the clock was armed%s."
        .formatted(clock.policy().word(), timing.target(), timing.hours().word(), cap);
  }

  private static String calendar(Timing timing) {
    var zone =
        timing.zone() == null ? "UTC, for the shop's zone was not known" : timing.zone().toString();
    return timing.hours() == Hours.BUSINESS
        ? "Monday to Friday count, in " + zone + "."
        : "All time counts; days are those of " + zone + ".";
  }

  private static String counting(Deadline deadline) {
    if (deadline instanceof EndOfDay end) {
      return "The order was put off to %s: due at the end of that day.".formatted(end.day());
    }
    if (deadline instanceof NotBefore promise) {
      return "Counted from the start, but not before the end of %s, which was promised."
          .formatted(promise.promised());
    }
    if (deadline instanceof NotAfter promise) {
      return "Counted from the start, but not beyond the end of %s, which was promised."
          .formatted(promise.promised());
    }
    if (deadline instanceof AfterDay after) {
      return "Counted from the end of %s, the day the carrier named.".formatted(after.day());
    }
    if (deadline instanceof AfterUsualGap usual) {
      return "Counted from the start; the shop's longest silence of a day is usually %s."
          .formatted(Spans.words(usual.usualGap()));
    }
    return "Counted from the start.";
  }

  private static String local(Clock clock) {
    var zone = clock.timing().zoneOrUtc();
    return LOCAL.format(clock.dueAt().atZone(zone)) + " in " + zone;
  }

  private static String state(Clock clock) {
    return switch (clock.state()) {
      case OPEN ->
          clock.stop() == null
              ? "It runs; its alert is raised once the stream has been read past the due time."
              : "Stopped too late %s: its alert is about to be raised.".formatted(by(clock));
      case BREACHED -> "Nothing stopped it in time: its alert has been raised.";
      case STOPPED -> "Stopped in time " + by(clock) + ".";
      case LATE ->
          "Stopped %s, %s late: its alert was raised and resolved."
              .formatted(by(clock), Spans.words(late(clock)));
      case OFF -> "It does not run: " + Objects.requireNonNull(clock.stop()).what() + ".";
    };
  }

  private static String by(Clock clock) {
    var stop = Objects.requireNonNull(clock.stop());
    return "by '%s at %s".formatted(told(stop), stop.at());
  }

  private static Duration late(Clock clock) {
    Instant stopped = Objects.requireNonNull(clock.stop()).at();
    return Duration.between(clock.dueAt(), stopped);
  }

  private static String told(Mark mark) {
    return mark.what() + "' (event " + mark.event() + ")";
  }
}
