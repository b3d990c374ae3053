package io.touchback.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BooksTest {
  private final Books books = new Books();
  private final Ledger earlier = books.open(10);
  private final Ledger later = books.open(10);

  @Test
  void aMailIsEnteredWhereItsOrderStands() {
    enter(earlier.first() + 9);
    enter(later.first());
    assertEquals(1, earlier.mailed());
    assertEquals(1, later.mailed());
    assertEquals(0, books.strays());
  }

  @Test
  void whatIsDoubledLateIsStillFound() {
    enter(earlier.first());
    enter(later.first());
    enter(earlier.first());
    assertEquals(1, books.doubled());
  }

  @Test
  void aMailToSomebodyElseIsAStrayAndNoMailOfTheOrder() {
    earlier.acknowledged(0, 1);
    books.enter("We have your order #" + earlier.first(), "c1@bench.example", 2);
    assertEquals(1, books.strays());
    assertEquals(1, books.lost());
  }

  @Test
  void aMailOfNoOrderIsAStray() {
    books.enter("Hello", "c1@bench.example", 2);
    books.enter("#1", "c1@bench.example", 2);
    assertEquals(2, books.strays());
  }

  @Test
  void whatWasRefusedIsCounted() {
    earlier.notAcknowledged();
    later.notAcknowledged();
    assertEquals(2, books.refused());
  }

  @Test
  void silenceIsCountedFromTheLastMail() {
    long start = System.nanoTime();
    books.enter("#1", "c1@bench.example", start + Duration.ofMillis(30).toNanos());
    books.awaitSilence(Duration.ofMillis(20));
    assertTrue(System.nanoTime() - start >= Duration.ofMillis(50).toNanos());
  }

  private void enter(long number) {
    books.enter("We have your order #" + number, Ledger.recipient(number), 1);
  }
}
