package io.touchback.bench.scenario;

/**
 * Looks for the highest rate that holds: up by steps while it does, then between what did and did
 * not. What did not hold is tried once more: on a shared machine somebody else may have been busy.
 */
final class RateSearch {
  private static final double STEP = 1.25;

  private double highestGood;
  private double lowestBad = Double.POSITIVE_INFINITY;
  private double next;
  private boolean failedOnce;

  RateSearch(double first) {
    next = first;
  }

  double next() {
    return next;
  }

  void tried(double rate, boolean held) {
    failedOnce = !held && !failedOnce;
    if (failedOnce) {
      return;
    }
    if (held) {
      highestGood = Math.max(highestGood, rate);
    } else {
      lowestBad = Math.min(lowestBad, rate);
    }
    next =
        lowestBad == Double.POSITIVE_INFINITY
            ? highestGood * STEP
            : highestGood == 0 ? lowestBad / STEP : Math.sqrt(highestGood * lowestBad);
  }

  /** 0 if none held. */
  double highest() {
    return highestGood;
  }
}
