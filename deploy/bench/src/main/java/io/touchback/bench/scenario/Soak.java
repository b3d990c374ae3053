package io.touchback.bench.scenario;

import io.touchback.bench.house.Usage;
import io.touchback.bench.report.Figure;
import java.time.Duration;
import java.util.Arrays;

/** Half of what the house can do, for minutes on end: its memory must not grow. */
public final class Soak implements Scenario {
  private static final int CONNECTIONS = 64;
  private static final double SHARE = 0.5;
  private static final Duration STRETCH = Duration.ofSeconds(30);

  /** The last third against the first. */
  private static final double MOST_GROWTH = 1.1;

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public Runs runs() {
    return Runs.NEVER;
  }

  @Override
  public void run(Stage stage) {
    stage.allRunning();
    Sustained.warmUp(stage);
    int stretches = (int) stage.sizes().soak().dividedBy(STRETCH);
    var memory = new double[stretches];
    double rate = warmRate(stage).median() * SHARE;
    stage.findings().say("  %,.0f a second".formatted(rate));
    try (var load = stage.load(CONNECTIONS)) {
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
    tellGrowth(stage, memory);
  }

  /** Of bursts, after the compilers. */
  private Figure warmRate(Stage stage) {
    var rates = new double[stage.sizes().rounds()];
    for (int round = 0; round < rates.length; round++) {
      rates[round] = Burst.rate(stage, CONNECTIONS, stage.sizes().burst());
      stage.awaitRest();
    }
    return stage.findings().add(name(), "webhook to mail, warm bursts", "mails/s", rates);
  }

  private void tell(Stage stage, int orders, Usage used) {
    stage.findings().usage(name(), "webhook to mail", used.perThousand(orders).cpuSeconds());
  }

  private void tellGrowth(Stage stage, double... memory) {
    int third = memory.length / 3;
    if (third == 0) {
      return;
    }
    double first = Arrays.stream(memory).limit(third).average().orElseThrow();
    double last = Arrays.stream(memory).skip(memory.length - third).average().orElseThrow();
    stage.findings().addIfKnown(name(), "memory, first third", "MB", first);
    stage.findings().addIfKnown(name(), "memory, last third", "MB", last);
    if (last > first * MOST_GROWTH) {
      stage.findings().fail("memory grew from %.0f to %.0f MB".formatted(first, last));
    }
  }
}
