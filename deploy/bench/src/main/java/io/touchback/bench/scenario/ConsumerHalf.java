package io.touchback.bench.scenario;

import io.touchback.bench.house.House.Service;
import io.touchback.bench.limit.BareProbe;
import io.touchback.bench.load.Events;
import java.util.Map;

/** Kafka to mail server: notify-service alone, by either gateway, against a probe without care. */
public final class ConsumerHalf implements Scenario {
  private static final int CONNECTIONS = 10;

  @Override
  public String name() {
    return "consumer";
  }

  @Override
  public void run(Stage stage) {
    stage.onlyRunning(Service.ORDERS, Service.NOTIFY);
    stage.awaitAllMails();
    stage.onlyRunning(Service.NOTIFY);
    var probe = new BareProbe(stage.house().bootstrapServers(), stage.sink().port());
    try (var events = stage.events("OrderPlaced")) {
      against(stage, events, probe);
      stage.run(Service.NOTIFY, Map.of("TOUCHBACK_MAIL_GATEWAY", "mailer"));
      mails(stage, events);
      var rates = new double[stage.sizes().rounds()];
      for (int round = 0; round < rates.length; round++) {
        rates[round] = mails(stage, events);
      }
      stage.findings().add(name(), "Kafka to mail, gateway mailer", "mails/s", rates);
      stage.run(Service.NOTIFY, Map.of());
    }
  }

  private void against(Stage stage, Events events, BareProbe probe) {
    stage.untilCompiled(() -> mails(stage, events));
    probe.rate(stage.ledger(stage.sizes().burst() / 2), CONNECTIONS);
    var rates = new double[stage.sizes().rounds()];
    var probed = new double[rates.length];
    var ratios = new double[rates.length];
    for (int round = 0; round < rates.length; round++) {
      rates[round] = mails(stage, events);
      probed[round] = probe.rate(stage.ledger(stage.sizes().burst()), CONNECTIONS);
      ratios[round] = rates[round] / probed[round];
    }
    stage.findings().add(name(), "Kafka to mail, gateway pipelined", "mails/s", rates);
    stage.findings().add(name(), "bare probe", "mails/s", probed);
    stage.findings().add(name(), "share of the bare probe", "", ratios);
  }

  private double mails(Stage stage, Events events) {
    var before = stage.house().usage();
    var ledger = stage.ledger(stage.sizes().burst());
    stage.producedUnread(Service.NOTIFY, events, ledger);
    long start = System.nanoTime();
    ledger.awaitMails(Stage.WITHOUT_NEWS);
    var used = stage.house().usage().since(before);
    stage.findings().usage(name(), used.perThousand(ledger.mailed()).cpuSeconds());
    return ledger.mailRateFrom(start);
  }
}
