package io.touchback.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

  private void enter(long number) {
    books.enter("We have your order #" + number, Ledger.recipient(number), 1);
  }
}
