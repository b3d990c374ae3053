package io.touchback.bench.report;

import java.util.Arrays;

/**
 * Something measured, once a round.
 *
 * @param scenario what was done
 * @param name of the figure, once in a scenario
 * @param unit what it counts
 */
public record Figure(String scenario, String name, String unit, double... rounds) {
  public Figure {
    if (rounds.length == 0) {
      throw new IllegalArgumentException(name + " was never measured");
    }
    rounds = Arrays.stream(rounds).sorted().toArray();
  }

  public double min() {
    return rounds[0];
  }

  public double max() {
    return rounds[rounds.length - 1];
  }

  public double median() {
    int middle = rounds.length / 2;
    return rounds.length % 2 == 1 ? rounds[middle] : (rounds[middle - 1] + rounds[middle]) / 2;
  }
}
