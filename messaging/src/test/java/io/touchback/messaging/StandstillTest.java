package io.touchback.messaging;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private long now = Long.MAX_VALUE - 7;
  private final Standstill standstill = new Standstill(() -> now);

  @BeforeEach
  void lead() {
    standstill.begin();
  }

  @Test
  void whoPublishesNothingForAQuarterOfAMinuteStandsStill() {
    after(14);
    assertFalse(standstill.isTooLong(true, 0));
    after(1);
    assertTrue(standstill.isTooLong(true, 0));
  }

  @Test
  void whoHasNothingToPublishDoesNot() {
    after(60);
    assertFalse(standstill.isTooLong(false, 0));
    after(14);
    assertFalse(standstill.isTooLong(true, 0));
  }

  @Test
  void norDoesWhoPublishesSomethingNowAndThen() {
    for (int published = 1; published < 10; published++) {
      after(14);
      assertFalse(standstill.isTooLong(true, published));
    }
  }

  @Test
  void whoLeadsAgainHasTwiceAsLong() {
    after(15);
    assertTrue(standstill.isTooLong(true, 0));
    after(100);
    standstill.begin();
    after(29);
    assertFalse(standstill.isTooLong(true, 0));
    after(1);
    assertTrue(standstill.isTooLong(true, 0));
  }

  private void after(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }
}
