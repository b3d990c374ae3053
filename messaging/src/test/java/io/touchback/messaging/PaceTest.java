package io.touchback.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private long now = 1_000_000;
  private final Pace pace = new Pace(Duration.ofNanos(100), () -> now);

  @Test
  void theFirstBatchDoesNotWait() {
    assertEquals(0, pace.nanosLeft());
  }

  @Test
  void theNextBatchWaitsForTheRestOfThePace() {
    pace.start();
    now += 30;
    assertEquals(70, pace.nanosLeft());
  }

  @Test
  void nobodyWaitsAfterAQuietMoment() {
    pace.start();
    now += 250;
    assertTrue(pace.nanosLeft() < 0);
  }
}
