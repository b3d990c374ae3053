package io.touchback.bench.scenario;

import io.touchback.bench.report.Findings;
import java.sql.SQLException;

/** Two rates measured by turns, so that whatever else the machine does harms both. */
final class ByTurns {
  private final Findings findings;
  private final String scenario;
  private final int rounds;

  ByTurns(Stage stage, String scenario) {
    this.findings = stage.findings();
    this.scenario = scenario;
    this.rounds = stage.sizes().rounds();
  }

  /** One of the two, and what its figure is called. */
  record Side(String name, String unit, Measured measured) {}

  /** Takes a rate, per second. */
  @FunctionalInterface
  interface Measured {
    double rate() throws SQLException;
  }

  /**
   * @param ratio what the figure of {@code ours} by {@code theirs} is called
   */
  void measure(Side ours, Side theirs, String ratio) throws SQLException {
    var our = new double[rounds];
    var their = new double[rounds];
    var ratios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      our[round] = ours.measured.rate();
      their[round] = theirs.measured.rate();
      ratios[round] = our[round] / their[round];
    }
    findings.add(scenario, ours.name, ours.unit, our);
    findings.add(scenario, theirs.name, theirs.unit, their);
    findings.add(scenario, ratio, "", ratios);
  }
}
