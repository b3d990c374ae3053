package io.touchback.notify.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeartbeatWatchTest {
  private static final Duration LEASE = Duration.ofSeconds(8);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final HeartbeatWatch watch = new HeartbeatWatch(LEASE);

  /** Of {@link System#nanoTime()}, which may be anything. */
  private long now = Long.MAX_VALUE - 20 * SECOND;

  @Test
  void whoDoesNotBeatForALeaseIsDead() {
    for (int second = 0; second < 8; second++) {
      assertEquals(List.of(), look(Map.of(1L, "then")), "after " + second + " s");
    }
    assertEquals(List.of(1L), look(Map.of(1L, "then")));
  }

  @Test
  @DisplayName("H1: whatever the clock says, an hour ago or the same day last year")
  void anyOtherHeartbeatIsASignOfLife() {
    var clocks = List.of("2026-11-28 07:00", "2026-11-28 06:00", "2025-11-28 06:00", "infinity");
    for (int second = 0; second < 100; second++) {
      assertEquals(List.of(), look(Map.of(1L, clocks.get(second / 3 % clocks.size()))));
    }
  }

  @Test
  @DisplayName("C7: a watcher that slept, or waited for the database, lets the others beat first")
  void aBreakBeginsAnew() {
    look(Map.of(1L, "then"));
    now += 60 * SECOND;
    for (int second = 0; second < 8; second++) {
      assertEquals(List.of(), look(Map.of(1L, "then")), "after " + second + " s");
    }
    assertEquals(List.of(1L), look(Map.of(1L, "then")));
  }

  @Test
  void whoGoesAndComesBackIsWatchedAnew() {
    for (int second = 0; second < 7; second++) {
      look(Map.of(1L, "then"));
    }
    look(Map.of());
    assertEquals(List.of(), look(Map.of(1L, "then")));
    assertEquals(List.of(), look(Map.of(1L, "then")));
  }

  @Test
  @DisplayName(
      "Of thousands of lives with stalls, none is buried alive, and every dead one is found")
  void nobodyIsBuriedAlive() {
    for (int seed = 0; seed < 2_000; seed++) {
      liveAndDie(new Random(seed), "seed " + seed);
    }
  }

  /** It beats every two seconds at least, but while everything stalls; then no more. */
  private void liveAndDie(Random chance, String seed) {
    var one = new HeartbeatWatch(LEASE);
    int beats = 0;
    long beatenAt = now;
    for (int look = 0; look < 60; look++) {
      boolean stall = chance.nextInt(12) == 0;
      now += stall ? 5 * SECOND + chance.nextLong(60 * SECOND) : chance.nextLong(SECOND);
      if (!stall && now - beatenAt >= 2 * SECOND || chance.nextBoolean()) {
        beats++;
        beatenAt = now;
      }
      assertFalse(one.stopped(Map.of(7L, "beat " + beats), now).contains(7L), seed);
    }
    long diedAt = now;
    boolean found = false;
    while (!found && now - diedAt <= 9 * SECOND) {
      now += chance.nextLong(SECOND);
      found = one.stopped(Map.of(7L, "beat " + beats), now).contains(7L);
    }
    assertTrue(found, seed);
  }

  private List<Long> look(Map<Long, String> heartbeats) {
    var stopped = watch.stopped(heartbeats, now);
    now += SECOND;
    return stopped;
  }
}
