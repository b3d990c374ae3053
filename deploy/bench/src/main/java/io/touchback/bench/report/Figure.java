package io.touchback.bench.report;

import java.util.Arrays;

/**
 * Something measured, once a round.
 *
 * @param scenario what was done
 * @param name of the figure, once in a scenario
 * @param unit what it counts
 * @param rounds in the order in which they were measured
 */
public record Figure(String scenario, String name, String unit, double... rounds) {
  public Figure {
    if (rounds.length == 0) {
      throw new IllegalArgumentException(name + " was never measured");
    }
    rounds = rounds.clone();
  }

  public double min() {
    return sorted()[0];
  }

  public double max() {
    return sorted()[rounds.length - 1];
  }

  public double median() {
    var sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double[] sorted() {
    return Arrays.stream(rounds).sorted().toArray();
  }
}
