package io.touchback.bench.scenario;

import io.touchback.bench.house.Usage;
import java.time.Duration;

/** Half of what the house can do, for minutes on end: its memory must not grow. */
public final class Soak implements Scenario {
  private static final int CONNECTIONS = 64;
  private static final double SHARE = 0.5;
  private static final Duration STRETCH = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public boolean onlyOnDemand() {
    return true;
  }

  @Override
  public void run(Stage stage) {
    stage.allRunning();
    int stretches = (int) stage.sizes().soak().dividedBy(STRETCH);
    var memory = new double[stretches];
    try (var load = stage.load(CONNECTIONS)) {
      var burst = stage.orders(stage.sizes().burst());
      load.burst(burst);
      burst.ledger().awaitMails(Stage.WITHOUT_NEWS);
      double rate = burst.ledger().mailRate() * SHARE;
      stage.findings().say("  %,.0f a second".formatted(rate));
      for (int n = 0; n < stretches; n++) {
        var orders = stage.orders((int) (rate * STRETCH.toSeconds()));
        var before = stage.house().usage();
        load.steady(orders, rate);
        memory[n] = stage.house().memory().values().stream().mapToDouble(mb -> mb).sum();
        tell(stage, orders.ledger().size(), stage.house().usage().since(before));
        stage.findings().say("  memory %.0f MB %s".formatted(memory[n], stage.house().memory()));
      }
    }
    stage.awaitAllMails();
    if (stretches > 0) {
      stage.findings().add(name(), "memory at the middle", "MB", memory[stretches / 2]);
      stage.findings().add(name(), "memory at the end", "MB", memory[stretches - 1]);
    }
  }

  private void tell(Stage stage, int orders, Usage used) {
    stage.findings().usage(name(), used.perThousand(orders).cpuSeconds());
  }
}
