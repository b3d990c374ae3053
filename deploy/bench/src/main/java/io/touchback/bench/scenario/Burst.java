package io.touchback.bench.scenario;

/** Many orders at once: how fast the whole house gets through them. */
public final class Burst implements Scenario {
  private static final int CONNECTIONS = 64;
  private static final String FIGURE = "webhook to mail";

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public Runs runs() {
    return Runs.EVEN_QUICK;
  }

  @Override
  public void run(Stage stage) {
    stage.allRunning();
    stage.awaitRest();
    int count = stage.sizes().burst();
    var rates = new double[stage.sizes().rounds()];
    for (int round = 0; round < rates.length; round++) {
      var before = stage.house().usage();
      rates[round] = rate(stage, CONNECTIONS, count);
      stage.awaitRest();
      var used = stage.house().usage().since(before);
      stage.findings().usage(name(), FIGURE, used.perThousand(count).cpuSeconds());
    }
    stage.findings().add(name(), FIGURE, "mails/s", rates);
  }

  /** Mails a second, from the first order to the last mail. */
  static double rate(Stage stage, int connections, int count) {
    try (var load = stage.load(connections)) {
      var orders = stage.orders(count);
      load.burst(orders);
      orders.ledger().awaitMails(Stage.WITHOUT_NEWS);
      return orders.ledger().mailRate();
    }
  }
}
