package io.touchback.sla.clock;

import io.touchback.sla.clock.Deadline.AfterDay;
import io.touchback.sla.clock.Deadline.AfterUsualGap;
import io.touchback.sla.clock.Deadline.EndOfDay;
import io.touchback.sla.clock.Deadline.NotAfter;
import io.touchback.sla.clock.Deadline.NotBefore;
import io.touchback.sla.policy.Hours;
import io.touchback.sla.policy.Target;
import io.touchback.sla.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How a clock was set when it was armed; a policy changed later does not touch it.
 *
 * @param cap calendar time from the start that the due time never passes
 * @param zone null while the shop's was not known
 */
public record Timing(Target target, Hours hours, @Nullable Target cap, @Nullable ZoneId zone) {

  static Timing of(Cycle cycle, Terms terms, Shop shop) {
    return new Timing(
        target(cycle, terms, shop), terms.hours(), terms.neverLaterThan(), shop.zone());
  }

  Instant due(Instant start, Deadline deadline) {
    if (deadline instanceof EndOfDay end) {
      return BusinessTime.endOf(end.day(), zoneOrUtc());
    }
    if (deadline instanceof AfterDay after) {
      return counted(later(start, BusinessTime.endOf(after.day(), zoneOrUtc())));
    }
    if (deadline instanceof NotBefore promise) {
      return later(counted(start), BusinessTime.endOf(promise.promised(), zoneOrUtc()));
    }
    if (deadline instanceof NotAfter promise) {
      return earlier(counted(start), BusinessTime.endOf(promise.promised(), zoneOrUtc()));
    }
    return counted(start);
  }

  ZoneId zoneOrUtc() {
    return zone == null ? ZoneOffset.UTC : zone;
  }

  private Instant counted(Instant from) {
    var due = BusinessTime.after(from, target, hours, zoneOrUtc());
    if (cap == null) {
      return due;
    }
    return earlier(due, BusinessTime.after(from, cap, Hours.CALENDAR, zoneOrUtc()));
  }

  private static Target target(Cycle cycle, Terms terms, Shop shop) {
    if (cycle.deadline() instanceof AfterUsualGap usual && terms.usualGaps() != null) {
      return longer(terms.target(), usual.usualGap().multipliedBy(terms.usualGaps()));
    }
    boolean abroad = cycle.leg() != null && shop.isAbroad(cycle.leg().country());
    return abroad && terms.abroad() != null ? terms.abroad() : terms.target();
  }

  private static Target longer(Target target, Duration other) {
    return target.roughly().compareTo(other) < 0
        ? Target.of(Duration.ofSeconds(other.toSeconds()))
        : target;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
