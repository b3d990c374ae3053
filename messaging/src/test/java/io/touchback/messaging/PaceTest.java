package io.touchback.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long APART = Duration.ofMillis(50).toNanos();
  private static final int AT_MOST = 100;

  private long now = 1_000_000;
  private final Pace pace = new Pace(Duration.ofNanos(APART), () -> now);

  @Test
  @DisplayName("The first batch does not wait")
  void theFirstBatch() {
    assertEquals(0, pace.nanosLeft());
  }

  @Test
  @DisplayName("In busy times the next batch waits for the rest of the pace")
  void busyTimes() {
    busy(200);
    pace.start(10, AT_MOST);
    now += 30_000;
    assertEquals(APART - 30_000, pace.nanosLeft());
  }

  @Test
  @DisplayName("Nobody waits behind a full batch")
  void fullBatches() {
    busy(200);
    pace.start(AT_MOST, AT_MOST);
    assertTrue(pace.nanosLeft() <= 0);
  }

  @Test
  @DisplayName("Nobody waits after a quiet moment")
  void quietMoment() {
    busy(200);
    now += APART + 1;
    assertTrue(pace.nanosLeft() <= 0);
  }

  @Test
  @DisplayName("In quiet times nobody waits, however close two come to each other")
  void quietTimes() {
    var random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      pace.start(1, AT_MOST);
      now += random.nextLong(1_000_000);
      assertEquals(0, pace.nanosLeft(), "at " + i);
      pace.start(1, AT_MOST);
      now += 100_000_000;
    }
  }

  @Test
  @DisplayName("Ten orders a second that come at random, two events each, hardly ever wait")
  void whatComesAtRandom() {
    var random = new Random(7);
    int waited = 0;
    for (int i = 0; i < 10_000; i++) {
      now += (long) (-Math.log(1 - random.nextDouble()) * 100_000_000);
      waited += pace.nanosLeft() > 0 ? 1 : 0;
      pace.start(2, AT_MOST);
    }
    assertTrue(waited < 50, waited + " of 10,000");
  }

  @Test
  @DisplayName("Busy times are over some seconds later")
  void busyTimesEnd() {
    busy(1_000);
    now += 4_000_000_000L;
    pace.start(1, AT_MOST);
    assertEquals(0, pace.nanosLeft());
  }

  /** One after the other, so many a second. */
  private void busy(int aSecond) {
    for (int i = 0; i < aSecond; i++) {
      pace.start(1, AT_MOST);
      now += 1_000_000_000 / aSecond;
    }
  }
}
