package io.touchback.bench.scenario;

/** Ten orders a second: how long a customer's mail takes when nothing queues. */
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
  public void run(Stage stage) {
    stage.allRunning();
    try (var load = stage.load(CONNECTIONS)) {
      load.steady(stage.orders(SETTLING), PER_SECOND);
      var orders = stage.orders((int) (PER_SECOND * stage.sizes().lowLoad().toSeconds()));
      load.steady(orders, PER_SECOND);
      orders.ledger().awaitMails(Stage.WITHOUT_NEWS);
      stage.findings().latency(name(), "webhook to 200", orders.ledger().acceptLatency());
      stage.findings().latency(name(), "webhook to mail", orders.ledger().mailLatency());
    }
  }
}
