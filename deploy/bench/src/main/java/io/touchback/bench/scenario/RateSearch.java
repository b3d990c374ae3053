package io.touchback.bench.scenario;

import java.util.TreeSet;

/**
 * Looks for the highest rate that holds: up by steps while it does, then between what did and did
 * not. What did not hold is tried once more: on a shared machine somebody else may have been busy.
 */
final class RateSearch {
  private final double apart;
  private final TreeSet<Double> good = new TreeSet<>();
  private double lowestBad = Double.POSITIVE_INFINITY;
  private double next;
  private boolean failedOnce;

  /**
   * @param apart how many times a rate the next one is, while they hold
   */
  RateSearch(double first, double apart) {
    this.next = first;
    this.apart = apart;
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
      good.add(rate);
    } else {
      lowestBad = Math.min(lowestBad, rate);
    }
    next =
        lowestBad == Double.POSITIVE_INFINITY
            ? highest() * apart
            : highest() == 0 ? lowestBad / apart : Math.sqrt(highest() * lowestBad);
  }

  /** It held once, and not again: the next lower one that did is the highest now. */
  void refuted(double rate) {
    good.remove(rate);
    lowestBad = Math.min(lowestBad, rate);
  }

  /** 0 if none held. */
  double highest() {
    return good.isEmpty() ? 0 : good.last();
  }

  /** Infinite if all held. */
  double lowestNotHeld() {
    return lowestBad;
  }
}
