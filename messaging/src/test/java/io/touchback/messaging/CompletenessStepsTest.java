package io.touchback.messaging;

import static java.time.Instant.EPOCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompletenessStepsTest {
  private final CompletenessSteps steps = new CompletenessSteps();

  @Test
  void nothingIsCompleteBeforeTheFirstStep() {
    assertEquals(EPOCH, steps.at(1_000));
    steps.add(10, second(1));
    assertEquals(EPOCH, steps.at(9));
    assertEquals(second(1), steps.at(10));
  }

  @Test
  void anEmptyPartitionIsCompleteForWhoHasReadNothing() {
    steps.add(0, second(1));
    steps.add(0, second(2));
    assertEquals(second(2), steps.at(0));
  }

  /** T4: whatever the order of telling, at any position the greatest of what holds there. */
  @Test
  void anyOrderOfTellingGivesTheGreatestThatHolds() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      var fresh = new CompletenessSteps();
      var told = new ArrayList<long[]>();
      for (int n = 0; n < 1 + random.nextInt(12); n++) {
        var pair = new long[] {random.nextInt(8), random.nextInt(8)};
        told.add(pair);
        fresh.add(pair[0], second(pair[1]));
      }
      for (long position = 0; position < 9; position++) {
        assertEquals(greatest(told, position), fresh.at(position), "seed " + seed);
      }
    }
  }

  @Test
  void passedStepsAreForgotten() {
    for (int n = 0; n < 100; n++) {
      steps.add(n, second(n));
    }
    steps.forgetPassed(90);
    assertEquals(EPOCH, steps.at(89));
    assertEquals(second(90), steps.at(90));
    assertEquals(second(99), steps.at(200));
  }

  @Test
  void aLaggingReaderCostsBoundedMemoryAndIsNeverToldTooMuch() {
    for (int n = 1; n <= 50_000; n++) {
      steps.add(n, second(n));
    }
    assertEquals(second(CompletenessSteps.MOST - 1), steps.at(49_999));
    for (int position = 0; position <= 50_000; position += 7) {
      assertTrue(!steps.at(position).isAfter(second(position)));
    }
    assertEquals(second(50_000), steps.at(50_000));
  }

  private static Instant greatest(List<long[]> told, long position) {
    return told.stream()
        .filter(pair -> pair[0] <= position)
        .map(pair -> second(pair[1]))
        .max(Instant::compareTo)
        .orElse(EPOCH);
  }

  private static Instant second(long n) {
    return EPOCH.plusSeconds(n);
  }
}
