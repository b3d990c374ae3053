package io.touchback.bench.scenario;

import io.touchback.bench.house.Usage;
import io.touchback.bench.load.Ledger;
import java.time.Duration;
import java.util.Map;

/**
 * The highest rate at which the house keeps up: for the whole time 99 of 100 mails are out within a
 * second of when their order was due.
 */
public final class Sustained implements Scenario {
  private static final int CONNECTIONS = 128;
  private static final double PERCENT = 99;
  private static final Duration KEEPING_UP = Duration.ofSeconds(1);
  private static final double FIRST = 500;

  @Override
  public String name() {
    return "sustained";
  }

  @Override
  public void run(Stage stage) {
    stage.allRunning();
    warmUp(stage);
    var burst = stage.findings().find("burst", "webhook to mail");
    var search = new RateSearch(burst.map(rate -> rate.median() * 0.7).orElse(FIRST));
    var best = new Held(new Ledger(0, 1), new Usage(Map.of()), Map.of());
    for (int step = 0; step < stage.sizes().steps(); step++) {
      double rate = search.next();
      var held = hold(stage, rate);
      boolean keptUp = held.keptUp();
      stage
          .findings()
          .say("  %,.0f a second: %s".formatted(rate, keptUp ? "held" : "not held " + held.p99()));
      search.tried(rate, keptUp);
      if (keptUp && rate == search.highest()) {
        best = held;
      }
    }
    if (search.highest() > 0) {
      tell(stage, search.highest(), best);
    } else {
      stage.findings().add(name(), "webhook to mail", "mails/s", 0);
    }
  }

  private static void warmUp(Stage stage) {
    try (var load = stage.load(CONNECTIONS)) {
      stage.untilCompiled(
          () -> {
            var orders = stage.orders(stage.sizes().warmUp() / 4);
            load.burst(orders);
            orders.ledger().awaitMails(Stage.WITHOUT_NEWS);
          });
    }
  }

  private static Held hold(Stage stage, double rate) {
    try (var load = stage.load(CONNECTIONS)) {
      var orders = stage.orders((int) (rate * stage.sizes().step().toSeconds()));
      var before = stage.house().usage();
      load.steady(orders, rate);
      var memory = stage.house().memory();
      orders.ledger().awaitMails(Stage.WITHOUT_NEWS);
      return new Held(orders.ledger(), stage.house().usage().since(before), memory);
    }
  }

  private void tell(Stage stage, double rate, Held best) {
    var findings = stage.findings();
    findings.add(name(), "webhook to mail", "mails/s", rate);
    findings.latency(name(), "webhook to 200", best.ledger.acceptLatency());
    findings.latency(name(), "webhook to mail", best.ledger.mailLatency());
    var each = best.used.perThousand(best.ledger.mailed());
    findings.usage(name(), each.cpuSeconds());
    findings.add(name(), "CPU of services, broker and database", "s per 1,000", each.ofHouse());
    findings.add(
        name(),
        "memory of the services (PSS)",
        "MB",
        best.memory.values().stream().mapToDouble(Double::doubleValue).sum());
  }

  /** A rate held for a while. */
  private record Held(Ledger ledger, Usage used, Map<String, Double> memory) {
    boolean keptUp() {
      return ledger.lost() == 0
          && ledger.refused() == 0
          && ledger.mailLatency().getValueAtPercentile(PERCENT) <= KEEPING_UP.toNanos();
    }

    String p99() {
      return "(p99 %.0f ms)".formatted(ledger.mailLatency().getValueAtPercentile(PERCENT) / 1e6);
    }
  }
}
