package io.touchback.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {
  @ParameterizedTest
  @ValueSource(doubles = {180, 500, 990, 2_400})
  void comesNearToWhatHolds(double limit) {
    var search = new RateSearch(500, 1.25);
    for (int step = 0; step < 20; step++) {
      search.tried(search.next(), search.next() <= limit);
    }
    assertTrue(search.highest() <= limit);
    assertEquals(1, search.highest() / limit, 0.05);
  }

  @Test
  void aRateHasASecondChance() {
    var search = new RateSearch(500, 1.25);
    search.tried(500, false);
    assertEquals(500, search.next());
    search.tried(500, true);
    assertEquals(500, search.highest());
    assertEquals(625, search.next());
  }

  @Test
  void nothingHeldIsZero() {
    var search = new RateSearch(500, 1.25);
    search.tried(search.next(), false);
    search.tried(search.next(), false);
    assertEquals(0, search.highest());
    assertEquals(400, search.next());
  }

  @Test
  void whatDoesNotHoldAgainGivesWayToTheNextLower() {
    var search = new RateSearch(400, 1.25);
    search.tried(400, true);
    search.tried(500, true);
    search.refuted(500);
    assertEquals(400, search.highest());
    assertEquals(500, search.lowestNotHeld());
  }
}
