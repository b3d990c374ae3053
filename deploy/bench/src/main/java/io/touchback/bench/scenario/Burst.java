package io.touchback.bench.scenario;

/** Many orders at once: how fast the whole house gets through them. */
public final class Burst implements Scenario {
  private static final int CONNECTIONS = 64;

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public void run(Stage stage) {
    stage.allRunning();
    var rates = new double[stage.sizes().rounds()];
    try (var load = stage.load(CONNECTIONS)) {
      for (int round = 0; round < rates.length; round++) {
        var orders = stage.orders(stage.sizes().burst());
        var before = stage.house().usage();
        load.burst(orders);
        orders.ledger().awaitMails(Stage.WITHOUT_NEWS);
        var used = stage.house().usage().since(before);
        rates[round] = orders.ledger().mailRate();
        stage.findings().usage(name(), used.perThousand(orders.ledger().mailed()).cpuSeconds());
      }
    }
    stage.findings().add(name(), "webhook to mail", "mails/s", rates);
  }
}
