package io.touchback.sla.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.sla.clock.Cycle.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatRulesTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");

  private static Mark heard(Instant at) {
    return new Mark(at, "event at " + at, "heard");
  }

  private static Rhythm rhythm(List<Mark> hearings) {
    return HeartbeatRules.beats("beads", null, hearings).orElseThrow().rhythm();
  }

  /** Every ten minutes from eight to ten in the evening. */
  private static List<Mark> days(int days) {
    var all = new ArrayList<Mark>();
    for (int day = 0; day < days; day++) {
      for (int i = 0; i < 84; i++) {
        all.add(heard(MONDAY.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(10L * i))));
      }
    }
    return all;
  }

  @Test
  void aShopHeardByDayIsUsuallySilentForANight() {
    assertEquals(Duration.ofMinutes(10 * 60 + 10), rhythm(days(7)).usualGap());
  }

  @Test
  void oneOddDayChangesLittle() {
    var odd = new ArrayList<>(days(6));
    odd.add(heard(MONDAY.plus(Duration.ofDays(9))));
    assertEquals(Duration.ofMinutes(10 * 60 + 10), rhythm(odd).usualGap());
  }

  @Test
  void aShopJustPluggedInIsNotHurried() {
    assertEquals(Duration.ofDays(1), rhythm(days(1)).usualGap());
    assertEquals(Duration.ofDays(1), rhythm(List.of(heard(MONDAY))).usualGap());
  }

  @Test
  void eachHearingStopsTheCycleBeforeAndBeginsOne() {
    var first = HeartbeatRules.beats("beads", null, List.of(heard(MONDAY))).orElseThrow();
    assertEquals(1, first.begun().size());
    assertEquals(null, first.ended());

    var next = MONDAY.plusSeconds(600);
    var then = HeartbeatRules.beats("beads", first.rhythm(), List.of(heard(next))).orElseThrow();
    assertEquals(first.begun().get(0).key(), then.ended().key());
    assertEquals(next, then.ended().stop().at());
    assertEquals(next, then.begun().get(0).start().at());
  }

  @Test
  void theTimeAShopWasNotOursIsNoSilenceOfIts() {
    var before = rhythm(days(1));
    var back = MONDAY.plus(Duration.ofDays(60));
    var beats = HeartbeatRules.back("beads", before, heard(back));
    assertEquals(before.usualGap(), beats.rhythm().usualGap());
    assertEquals(back, beats.ended().stop().at());
    assertEquals(back, beats.begun().get(0).start().at());
  }

  @Test
  void aShopThatWasHeardAfterItsReturnIsWatchedFromThen() {
    var before = rhythm(days(1));
    var beats = HeartbeatRules.back("beads", before, heard(MONDAY));
    assertEquals(before, beats.rhythm());
    assertEquals(before.last(), beats.begun().get(0).start().at());
  }

  @Test
  void whatIsNotNewerChangesNothing() {
    var rhythm = rhythm(days(2));
    assertTrue(HeartbeatRules.beats("beads", rhythm, days(2)).isEmpty());
  }

  @Test
  void theOrderWithinABatchDoesNotMatter() {
    var shuffled = new ArrayList<>(days(3));
    java.util.Collections.reverse(shuffled);
    assertEquals(rhythm(days(3)), rhythm(shuffled));
  }
}
