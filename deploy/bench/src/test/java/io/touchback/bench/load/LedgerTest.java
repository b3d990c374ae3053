package io.touchback.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final long FIRST = 500;
  private final Ledger ledger = new Ledger(FIRST, 3);

  @Test
  void anAcknowledgedOrderWithoutMailIsLost() {
    ledger.acknowledged(0, 10);
    ledger.acknowledged(1, 10);
    ledger.mailed(FIRST + 1, 20);
    assertEquals(1, ledger.lost());
    assertEquals(0, ledger.doubled());
  }

  @Test
  void aSecondMailOfAnOrderIsDoubledAndMakesUpForNoOther() {
    ledger.acknowledged(0, 10);
    ledger.acknowledged(1, 10);
    ledger.mailed(FIRST, 20);
    ledger.mailed(FIRST, 30);
    assertEquals(1, ledger.lost());
    assertEquals(1, ledger.doubled());
  }

  @Test
  void anOrderThatWasRefusedOwesNoMail() {
    ledger.notAcknowledged();
    assertEquals(0, ledger.lost());
    assertEquals(1, ledger.refused());
  }

  @Test
  void aMailMayOvertakeTheAnswer() {
    ledger.mailed(FIRST + 2, 20);
    ledger.acknowledged(2, 30);
    assertEquals(0, ledger.lost());
    assertEquals(0, ledger.doubled());
  }

  @Test
  void knowsOnlyItsOwnOrders() {
    assertFalse(ledger.mailed(FIRST - 1, 20));
    assertFalse(ledger.mailed(FIRST + 3, 20));
    assertTrue(ledger.mailed(FIRST + 2, 20));
  }

  @Test
  void latencyCountsFromWhenItWasMeantToBeSent() {
    ledger.meant(0, 1_000);
    ledger.acknowledged(0, 5_000);
    ledger.mailed(FIRST, 9_000);
    assertEquals(4_000, ledger.acceptLatency().getMaxValue(), 10);
    assertEquals(8_000, ledger.mailLatency().getMaxValue(), 10);
  }

  @Test
  void ratesCountFromTheFirstOrderMeant() {
    ledger.meant(0, 1_000_000_000L);
    ledger.meant(1, 2_000_000_000L);
    ledger.mailed(FIRST, 2_000_000_000L);
    ledger.mailed(FIRST + 1, 3_000_000_000L);
    assertEquals(1.0, ledger.mailRate(), 0.001);
  }

  @Test
  void waitingEndsWhenNothingMoreComes() {
    ledger.acknowledged(0, 10);
    ledger.awaitMails(Duration.ofMillis(20));
    assertEquals(1, ledger.lost());
  }
}
