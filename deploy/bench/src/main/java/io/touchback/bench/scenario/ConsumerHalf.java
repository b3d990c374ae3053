package io.touchback.bench.scenario;

import io.touchback.bench.house.House.Service;
import io.touchback.bench.house.Usage;
import io.touchback.bench.limit.BareProbe;
import io.touchback.bench.load.Events;
import java.util.Map;

/** Kafka to mail server: notify-service alone, by either gateway, against a probe without care. */
public final class ConsumerHalf implements Scenario {
  private static final int CONNECTIONS = 10;
  private static final String PIPELINED = "Kafka to mail, gateway pipelined";
  private static final String MAILER = "Kafka to mail, gateway mailer";

  @Override
  public String name() {
    return "consumer";
  }

  @Override
  public void run(Stage stage) {
    stage.haveOrders();
    stage.onlyRunning(Service.NOTIFY);
    stage.awaitAllMails();
    var probe = new BareProbe(stage.house().bootstrapServers(), stage.sink().port());
    try (var events = stage.events("OrderPlaced")) {
      against(stage, events, probe);
      stage.run(Service.NOTIFY, Map.of("TOUCHBACK_MAIL_GATEWAY", "mailer"));
      int few = stage.sizes().burst() / 4;
      mails(stage, events, few);
      var rates = new double[stage.sizes().rounds()];
      for (int round = 0; round < rates.length; round++) {
        rates[round] = measured(stage, events, MAILER, few);
      }
      stage.findings().add(name(), MAILER, "mails/s", rates);
      stage.run(Service.NOTIFY, Map.of());
    }
  }

  private void against(Stage stage, Events events, BareProbe probe) {
    int count = stage.sizes().burst();
    stage.untilCompiled(() -> mails(stage, events, count));
    probe.rate(stage.ledger(count / 2), CONNECTIONS);
    var rates = new double[stage.sizes().rounds()];
    var probed = new double[rates.length];
    var ratios = new double[rates.length];
    for (int round = 0; round < rates.length; round++) {
      rates[round] = measured(stage, events, PIPELINED, count);
      probed[round] = probe.rate(stage.ledger(count), CONNECTIONS);
      ratios[round] = rates[round] / probed[round];
    }
    stage.findings().add(name(), PIPELINED, "mails/s", rates);
    stage.findings().add(name(), "bare probe", "mails/s", probed);
    stage.findings().add(name(), "share of the bare probe", "", ratios);
  }

  private double measured(Stage stage, Events events, String figure, int count) {
    var mails = mails(stage, events, count);
    stage.findings().usage(name(), figure, mails.perThousand.cpuSeconds());
    return mails.rate;
  }

  private static Mails mails(Stage stage, Events events, int count) {
    var ledger = stage.ledger(count);
    var unread = stage.producedUnread(Service.NOTIFY, events, ledger);
    long start = System.nanoTime();
    ledger.awaitMails(Stage.WITHOUT_NEWS);
    // What was sent is told after the last mail, and is this half's work, too.
    stage.awaitRest();
    var used = stage.house().usage().since(unread.before());
    return new Mails(ledger.mailRateFrom(start), used.perThousand(ledger.mailed()));
  }

  /** As many a second, and what they took. */
  private record Mails(double rate, Usage perThousand) {}
}
