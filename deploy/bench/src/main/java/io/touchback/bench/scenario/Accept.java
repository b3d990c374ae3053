package io.touchback.bench.scenario;

import io.touchback.bench.house.House.Service;
import io.touchback.bench.load.Ledger;
import java.util.List;

/** The door alone: 200 after the commit, against PostgreSQL with the same number of clients. */
public final class Accept implements Scenario {
  private static final int CLIENTS = 32;
  private static final int CONNECTIONS = 256;
  private static final String FIGURE = "webhook to 200, 32 clients";

  @Override
  public String name() {
    return "accept";
  }

  @Override
  public void run(Stage stage) {
    stage.onlyRunning(Service.ORDERS);
    stage.awaitRest();
    var bare = stage.bareDatabase();
    var sizes = stage.sizes();
    bare.commits(sizes.burst(), CLIENTS);
    var accepted = new double[sizes.rounds()];
    var committed = new double[sizes.rounds()];
    var ratios = new double[sizes.rounds()];
    try (var load = stage.load(CLIENTS)) {
      for (int round = 0; round < sizes.rounds(); round++) {
        var orders = stage.orders(sizes.burst());
        var before = stage.house().usage();
        load.burst(orders);
        // Else their events would be published while it is the bare commits' turn.
        stage.awaitRest();
        var used = stage.house().usage().since(before);
        accepted[round] = orders.ledger().acceptRate();
        committed[round] = bare.commits(sizes.burst(), CLIENTS);
        ratios[round] = accepted[round] / committed[round];
        stage
            .findings()
            .usage(name(), FIGURE, used.perThousand(orders.ledger().size()).cpuSeconds());
      }
    }
    stage.findings().add(name(), FIGURE, "a second", accepted);
    stage.findings().add(name(), "bare commits, 32 clients", "a second", committed);
    stage.findings().add(name(), "share of the bare commits", "", ratios);
    atTwiceTheSustainedRate(stage);
  }

  private void atTwiceTheSustainedRate(Stage stage) {
    var sustained = stage.findings().find("sustained", "webhook to mail");
    if (sustained.isEmpty() || sustained.get().median() == 0) {
      return;
    }
    double rate = 2 * sustained.get().median();
    try (var load = stage.load(CONNECTIONS)) {
      var orders = stage.orders((int) (rate * stage.sizes().hold().toSeconds()));
      load.steady(orders, rate);
      stage.latency(
          name(),
          "webhook to 200 at twice the sustained rate",
          List.of(orders.ledger()),
          Ledger::acceptLatency);
    }
  }
}
