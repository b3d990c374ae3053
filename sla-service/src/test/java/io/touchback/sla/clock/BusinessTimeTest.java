package io.touchback.sla.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.touchback.sla.policy.Hours;
import io.touchback.sla.policy.Target;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("T1: business time is physical seconds inside open days, computed in the shop's zone")
class BusinessTimeTest {
  @ParameterizedTest(name = "{0} + {1} {2} in {3} = {4}")
  @CsvSource({
    // Monday to Thursday; over a weekend; from a Saturday; the golden alert's.
    "2026-03-02T09:15:20Z, P3D, business, Europe/Berlin, 2026-03-05T09:15:20Z",
    "2026-03-06T09:00:00Z, P3D, business, Europe/Berlin, 2026-03-11T09:00:00Z",
    "2026-03-07T13:00:00Z, P3D, business, Europe/Berlin, 2026-03-11T13:00:00Z",
    // Friday evening in New York is Saturday in UTC; the clocks change that weekend.
    "2026-03-07T03:00:00Z, P1D, business, America/New_York, 2026-03-10T02:00:00Z",
    // The same local time the next day does not exist: it moves on by the gap.
    "2026-03-28T01:30:00Z, P1D, calendar, Europe/Berlin, 2026-03-29T01:30:00Z",
    // It comes twice: the first one counts.
    "2026-10-24T00:30:00Z, P1D, calendar, Europe/Berlin, 2026-10-25T00:30:00Z",
    // Physical time ignores all that, and so does a start in the second of two.
    "2026-03-29T00:30:00Z, PT1H, calendar, Europe/Berlin, 2026-03-29T01:30:00Z",
    "2026-10-25T01:30:00Z, PT15M, calendar, Europe/Berlin, 2026-10-25T01:45:00Z",
    // Hours of business time stand still over the weekend, from its first second to its last.
    "2026-03-06T22:00:00Z, PT2H, business, UTC, 2026-03-07T00:00:00Z",
    "2026-03-06T22:00:00Z, PT2H0.001S, business, UTC, 2026-03-09T00:00:00.001Z",
    "2026-03-07T22:00:00Z, PT5S, business, UTC, 2026-03-09T00:00:05Z",
    "2026-03-06T12:00:00Z, P1DT13H, business, UTC, 2026-03-10T01:00:00Z",
  })
  void examples(Instant start, String target, String hours, String zone, Instant due) {
    assertEquals(
        due, BusinessTime.after(start, Target.parse(target), Hours.of(hours), ZoneId.of(zone)));
  }

  @Test
  void daysAgreeWithCountingThemOneByOne() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    for (int i = 0; i < 20_000; i++) {
      var zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      var start = instant(random, zone);
      int days = 1 + random.nextInt(12);
      var hours = Hours.values()[random.nextInt(2)];
      assertEquals(
          counted(start, days, hours, zone),
          BusinessTime.after(start, new Target(days, Duration.ZERO), hours, zone),
          () -> "seed %d: %s + %d %s days in %s".formatted(seed, start, days, hours, zone));
    }
  }

  @Test
  void hoursAgreeWithCountingEveryMinute() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    for (int i = 0; i < 400; i++) {
      var zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      var start = instant(random, zone);
      var rest = Duration.ofMinutes(1 + random.nextInt(6 * 24 * 60));
      assertEquals(
          minuteByMinute(start, rest, zone),
          BusinessTime.after(start, Target.of(rest), Hours.BUSINESS, zone),
          () -> "seed %d: %s + %s in %s".formatted(seed, start, rest, zone));
    }
  }

  /** Half of them near a change of the zone's offset, where mistakes are made. */
  private static Instant instant(Random random, ZoneId zone) {
    var any =
        Instant.parse("2005-01-01T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(15_000_000)));
    var change = zone.getRules().nextTransition(any);
    return change == null || random.nextBoolean()
        ? any
        : change.getInstant().plus(Duration.ofMinutes(random.nextInt(6 * 24 * 60) - 5 * 24 * 60));
  }

  private static Instant counted(Instant start, int days, Hours hours, ZoneId zone) {
    var local = LocalDateTime.ofInstant(start, zone);
    LocalDate date =
        Stream.iterate(local.toLocalDate().plusDays(1), day -> day.plusDays(1))
            .filter(day -> hours == Hours.CALENDAR || isOpen(day))
            .skip(days - 1)
            .findFirst()
            .orElseThrow();
    return firstWith(date.atTime(local.toLocalTime()), zone);
  }

  /** By trying every offset the zone has around then. */
  private static Instant firstWith(LocalDateTime local, ZoneId zone) {
    var around = local.toInstant(ZoneOffset.UTC);
    var offsets = new ArrayList<ZoneOffset>();
    for (int hour = -40; hour <= 40; hour++) {
      offsets.add(zone.getRules().getOffset(around.plus(Duration.ofHours(hour))));
    }
    var candidates = new TreeSet<Instant>();
    offsets.forEach(
        offset -> {
          var at = local.toInstant(offset);
          if (LocalDateTime.ofInstant(at, zone).equals(local)) {
            candidates.add(at);
          }
        });
    // Skipped: what the offset before the gap would have made of it.
    return candidates.isEmpty() ? local.toInstant(before(local, offsets)) : candidates.first();
  }

  private static ZoneOffset before(LocalDateTime local, List<ZoneOffset> offsets) {
    for (int i = 1; i < offsets.size(); i++) {
      var one = offsets.get(i - 1);
      var next = offsets.get(i);
      if (!one.equals(next) && next.compareTo(one) < 0) {
        return one;
      }
    }
    throw new AssertionError("No gap around " + local);
  }

  private static Instant minuteByMinute(Instant start, Duration rest, ZoneId zone) {
    var at = start;
    for (long left = rest.toMinutes(); left > 0; at = at.plusSeconds(60)) {
      if (isOpen(LocalDateTime.ofInstant(at, zone).toLocalDate())) {
        left--;
      }
    }
    return at;
  }

  private static boolean isOpen(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
  }

  @Test
  void aDayEndsWhereTheNextBeginsEvenWhereMidnightIsSkipped() {
    assertEquals(
        Instant.parse("2026-03-12T23:00:00Z"),
        BusinessTime.endOf(LocalDate.of(2026, 3, 12), ZoneId.of("Europe/Berlin")));
    assertEquals(
        LocalTime.of(1, 0),
        BusinessTime.endOf(LocalDate.of(2026, 4, 23), ZoneId.of("Africa/Cairo"))
            .atZone(ZoneId.of("Africa/Cairo"))
            .toLocalTime());
  }
}
