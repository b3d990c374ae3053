package io.touchback.bench.scenario;

import io.touchback.bench.house.Usage;
import io.touchback.bench.load.Ledger;
import io.touchback.bench.report.Figure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The highest rate at which the house keeps up: for the whole time 99 of 100 mails are out within a
 * second of when their order was due, and soon after the last one nothing is left to do.
 */
public final class Sustained implements Scenario {
  private static final int CONNECTIONS = 128;
  private static final double PERCENT = 99;
  private static final Duration KEEPING_UP = Duration.ofSeconds(1);

  /** What others do behind the mails: clocks armed, what was sent told. */
  private static final Duration BEHIND = Duration.ofSeconds(2);

  private static final double FIRST = 500;
  private static final String FIGURE = "webhook to mail";

  @Override
  public String name() {
    return "sustained";
  }

  @Override
  public Runs runs() {
    return Runs.EVEN_QUICK;
  }

  @Override
  public void run(Stage stage) {
    stage.allRunning();
    warmUp(stage);
    var burst = stage.findings().find("burst", "webhook to mail");
    var sizes = stage.sizes();
    var search = new RateSearch(burst.map(Figure::median).orElse(FIRST), sizes.apart());
    for (int step = 0; step < sizes.steps(); step++) {
      double rate = search.next();
      search.tried(rate, hold(stage, rate, sizes.step()).keptUp());
    }
    var held = confirmed(stage, search);
    tellBetween(stage, search.highest(), search.lowestNotHeld());
    held.ifPresentOrElse(
        best -> tell(stage, search.highest(), best),
        () -> stage.findings().add(name(), FIGURE, "mails/s", 0));
  }

  /** Bursts until compilers have done most of their work. */
  static void warmUp(Stage stage) {
    try (var load = stage.load(CONNECTIONS)) {
      stage.untilCompiled(
          () -> {
            var orders = stage.orders(stage.sizes().warmUp() / 4);
            load.burst(orders);
            orders.ledger().awaitMails(Stage.WITHOUT_NEWS);
          });
    }
    stage.awaitRest();
  }

  /** The highest that holds once more, which it may be asked twice. */
  private static Optional<Held> confirmed(Stage stage, RateSearch search) {
    while (search.highest() > 0) {
      double rate = search.highest();
      for (int time = 0; time < 2; time++) {
        var held = hold(stage, rate, stage.sizes().hold());
        if (held.keptUp()) {
          return Optional.of(held);
        }
      }
      search.refuted(rate);
    }
    return Optional.empty();
  }

  private static Held hold(Stage stage, double rate, Duration time) {
    try (var load = stage.load(CONNECTIONS)) {
      var orders = stage.orders((int) (rate * time.toSeconds()));
      var before = stage.house().usage();
      load.steady(orders, rate);
      var memory = stage.house().memory();
      orders.ledger().awaitMails(Stage.WITHOUT_NEWS);
      var behind = stage.awaitRest();
      var held = new Held(orders.ledger(), stage.house().usage().since(before), memory, behind);
      stage.findings().say("  %,.0f a second: %s".formatted(rate, held));
      return held;
    }
  }

  private void tellBetween(Stage stage, double highest, double lowestNotHeld) {
    if (Double.isInfinite(lowestNotHeld)) {
      stage.findings().say("  held: %,.0f; no higher one was tried twice".formatted(highest));
    } else {
      stage.findings().say("  held: %,.0f – not held: %,.0f".formatted(highest, lowestNotHeld));
      stage.findings().add(name(), FIGURE + ", not held", "mails/s", lowestNotHeld);
    }
  }

  private void tell(Stage stage, double rate, Held best) {
    var findings = stage.findings();
    findings.add(name(), FIGURE, "mails/s", rate);
    stage.latency(name(), "webhook to 200", List.of(best.ledger), Ledger::acceptLatency);
    stage.latency(name(), FIGURE, List.of(best.ledger), Ledger::mailLatency);
    var each = best.used.perThousand(best.ledger.mailed());
    findings.usage(name(), FIGURE, each.cpuSeconds());
    findings.addIfKnown(
        name(), "CPU of services, broker and database", "s per 1,000", each.ofHouse());
    findings.addIfKnown(
        name(),
        "memory of the services (PSS)",
        "MB",
        best.memory.values().stream().mapToDouble(Double::doubleValue).sum());
  }

  /**
   * A rate held for a while.
   *
   * @param behind from the last mail to when nothing was left to do
   */
  private record Held(Ledger ledger, Usage used, Map<String, Double> memory, Duration behind) {
    boolean keptUp() {
      return ledger.lost() == 0
          && ledger.refused() == 0
          && p99Nanos() <= KEEPING_UP.toNanos()
          && behind.compareTo(BEHIND) <= 0;
    }

    private long p99Nanos() {
      return ledger.mailLatency().getValueAtPercentile(PERCENT);
    }

    @Override
    public String toString() {
      return "%s (p99 %.0f ms, %d ms behind, %d refused)"
          .formatted(
              keptUp() ? "held" : "not held",
              p99Nanos() / 1e6,
              behind.toMillis(),
              ledger.refused());
    }
  }
}
