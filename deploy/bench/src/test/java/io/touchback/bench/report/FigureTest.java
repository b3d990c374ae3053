package io.touchback.bench.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void tellsTheLeastTheMiddleAndTheMost() {
    var odd = new Figure("s", "n", "u", 3, 1, 2);
    assertEquals(1, odd.min());
    assertEquals(2, odd.median());
    assertEquals(3, odd.max());
    assertEquals(2.5, new Figure("s", "n", "u", 4, 1, 2, 3).median());
  }

  @Test
  void roundsStayInTheirOrder() {
    assertArrayEquals(new double[] {3, 1, 2}, new Figure("s", "n", "u", 3, 1, 2).rounds());
  }

  @Test
  void whatWasNeverMeasuredIsNoFigure() {
    assertThrows(IllegalArgumentException.class, () -> new Figure("s", "n", "u"));
  }

  @Test
  void aGoalIsABoundFromEitherSide() {
    assertTrue(new Goal(1, "rate", "", true, 1_000, 1_000.0).met());
    assertFalse(new Goal(1, "rate", "", true, 1_000, 999.0).met());
    assertTrue(new Goal(4, "latency", "", false, 6, 6.0).met());
    assertFalse(new Goal(4, "latency", "", false, 6, 6.1).met());
  }

  @Test
  void whatWasNotMeasuredIsNotMet() {
    assertFalse(new Goal(1, "rate", "", true, 1_000, null).met());
    assertEquals("not measured", new Goal(1, "rate", "", true, 1_000, null).verdict());
    assertFalse(new Goal(3, "CPU", "", false, 1.7, Double.NaN).met());
  }

  @Test
  void aVerdictSaysByHowMuch() {
    assertEquals("met, 2.00 times over", new Goal(1, "rate", "", true, 1_000, 2_000.0).verdict());
    assertEquals("not met, at 50 % of it", new Goal(4, "ms", "", false, 6, 12.0).verdict());
  }

  @Test
  void numbersHaveAsManyDigitsAsSaySomething() {
    assertEquals("12,346", Table.number(12_345.6));
    assertEquals("12.3", Table.number(12.34));
    assertEquals("1.23", Table.number(1.234));
    assertEquals("0.012", Table.number(0.0123));
    assertEquals("-", Table.number(Double.NaN));
  }
}
