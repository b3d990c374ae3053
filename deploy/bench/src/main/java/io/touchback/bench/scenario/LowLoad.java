package io.touchback.bench.scenario;

import io.touchback.bench.load.Ledger;
import java.util.ArrayList;

/**
 * Ten orders a second on average, as customers come: how long a mail takes when next to nothing
 * queues.
 */
public final class LowLoad implements Scenario {
  private static final int CONNECTIONS = 4;
  private static final double PER_SECOND = 10;

  /** Who was busy a moment ago still waits for company. */
  private static final int SETTLING = 30;

  @Override
  public String name() {
    return "low-load";
  }

  @Override
  public Runs runs() {
    return Runs.EVEN_QUICK;
  }

  @Override
  public void run(Stage stage) {
    stage.allRunning();
    var rounds = new ArrayList<Ledger>();
    try (var load = stage.load(CONNECTIONS)) {
      load.steady(stage.orders(SETTLING), PER_SECOND);
      for (int round = 0; round < stage.sizes().rounds(); round++) {
        var orders = stage.orders(stage.sizes().lowLoad());
        load.atRandom(orders, PER_SECOND, round);
        orders.ledger().awaitMails(Stage.WITHOUT_NEWS);
        rounds.add(orders.ledger());
      }
    }
    stage.latency(name(), "webhook to 200", rounds, Ledger::acceptLatency);
    stage.latency(name(), "webhook to mail", rounds, Ledger::mailLatency);
  }
}
