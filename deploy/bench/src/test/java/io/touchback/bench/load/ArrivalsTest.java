package io.touchback.bench.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final int COUNT = 10_000;

  @Test
  void comeAtTheirRateAndInOrder() {
    var due = Arrivals.atRandom(COUNT, 10, 1);
    assertEquals(COUNT / 10.0, due[COUNT - 1] / 1e9, 50);
    assertArrayEquals(Arrays.stream(due).sorted().toArray(), due);
  }

  @Test
  void gapsAreExponential() {
    var due = Arrivals.atRandom(COUNT, 10, 1);
    long shorter = 0;
    for (int i = 1; i < COUNT; i++) {
      shorter += due[i] - due[i - 1] < 100_000_000 ? 1 : 0;
    }
    assertEquals(1 - 1 / Math.E, shorter / (double) COUNT, 0.02);
  }

  @Test
  void theSameSeedGivesTheSameGaps() {
    assertArrayEquals(Arrivals.atRandom(5, 10, 7), Arrivals.atRandom(5, 10, 7));
  }
}
