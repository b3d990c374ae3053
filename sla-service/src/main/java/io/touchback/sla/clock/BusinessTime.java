package io.touchback.sla.clock;

import io.touchback.sla.policy.Hours;
import io.touchback.sla.policy.Target;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/**
 * When a target counted from an instant ends. Business days are Monday to Friday in the zone, open
 * around the clock.
 *
 * <p>Days come first: as many (business) days later at the same local time. A local time that a
 * zone's change skips moves on by the gap; of one that comes twice the first counts. The rest is
 * physical time, in business hours only while open.
 */
public final class BusinessTime {
  private BusinessTime() {}

  public static Instant after(Instant start, Target target, Hours hours, ZoneId zone) {
    var day = target.days() == 0 ? start : daysLater(start, target.days(), hours, zone);
    return hours == Hours.BUSINESS && !target.rest().isZero()
        ? whileOpen(day, target.rest(), zone)
        : day.plus(target.rest());
  }

  /** The first instant after this local day. */
  public static Instant endOf(LocalDate day, ZoneId zone) {
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }

  private static Instant daysLater(Instant start, int days, Hours hours, ZoneId zone) {
    var local = start.atZone(zone).toLocalDateTime();
    var date = local.toLocalDate();
    for (int left = days; left > 0; ) {
      date = date.plusDays(1);
      if (hours == Hours.CALENDAR || isOpen(date)) {
        left--;
      }
    }
    return date.atTime(local.toLocalTime()).atZone(zone).toInstant();
  }

  private static Instant whileOpen(Instant start, Duration rest, ZoneId zone) {
    var at = opening(start, zone);
    var left = rest;
    while (true) {
      var closing = closing(at, zone);
      var open = Duration.between(at, closing);
      if (left.compareTo(open) <= 0) {
        return at.plus(left);
      }
      left = left.minus(open);
      at = opening(closing, zone);
    }
  }

  private static Instant opening(Instant at, ZoneId zone) {
    var date = at.atZone(zone).toLocalDate();
    return isOpen(date)
        ? at
        : date.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).atStartOfDay(zone).toInstant();
  }

  private static Instant closing(Instant open, ZoneId zone) {
    return open.atZone(zone)
        .toLocalDate()
        .with(TemporalAdjusters.next(DayOfWeek.SATURDAY))
        .atStartOfDay(zone)
        .toInstant();
  }

  private static boolean isOpen(LocalDate date) {
    return date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY;
  }
}
