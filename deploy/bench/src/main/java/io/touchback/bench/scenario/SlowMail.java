package io.touchback.bench.scenario;

import io.touchback.bench.limit.BareSmtp;
import io.touchback.bench.load.Events;
import io.touchback.bench.sink.Behaviour;
import java.time.Duration;

/** A mail server that is far away, slow, or puts mails off. */
public final class SlowMail implements Scenario {
  /** As many as the service keeps by default. */
  private static final int CONNECTIONS = 10;

  private static final Duration ROUND_TRIP = Duration.ofMillis(20);
  private static final int SLOW_MAILS = 10;
  private static final int PUT_OFF_PERCENT = 10;

  @Override
  public String name() {
    return "slow-mail";
  }

  @Override
  public void run(Stage stage) {
    stage.allRunning();
    stage.awaitAllMails();
    onePerSecond(stage);
    puttingOff(stage);
    stage.sink().behave(Behaviour.PLAIN);
    stage.awaitAllMails();
    try (var events = stage.events("OrderPlaced")) {
      away(stage, events);
    }
    stage.sink().behave(Behaviour.PLAIN);
  }

  /** From Kafka: else it is webhooks that are measured, not the distance. */
  private void away(Stage stage, Events events) {
    stage.sink().behave(Behaviour.away(ROUND_TRIP));
    var bare = new BareSmtp(stage.sink().port());
    var ours = new double[stage.sizes().rounds()];
    var stepwise = new double[ours.length];
    var ratios = new double[ours.length];
    for (int round = 0; round < ours.length; round++) {
      var ledger = stage.ledger(stage.sizes().burst() / 2);
      events.produce(ledger);
      ledger.awaitMails(Stage.WITHOUT_NEWS);
      ours[round] = ledger.mailRate();
      stepwise[round] = bare.stepwise(stage.ledger(CONNECTIONS * 50), CONNECTIONS);
      ratios[round] = ours[round] / stepwise[round];
    }
    stage.findings().add(name(), "20 ms away: Kafka to mail", "mails/s", ours);
    stage.findings().add(name(), "20 ms away: bare stepwise client", "mails/s", stepwise);
    stage.findings().add(name(), "20 ms away: times the stepwise client", "", ratios);
  }

  private void onePerSecond(Stage stage) {
    stage.sink().behave(Behaviour.slow(1));
    stage
        .findings()
        .add(
            name(),
            "one a second: webhook to mail",
            "mails/s",
            Burst.rate(stage, CONNECTIONS, SLOW_MAILS));
  }

  private void puttingOff(Stage stage) {
    stage.sink().behave(Behaviour.puttingOff(PUT_OFF_PERCENT));
    stage
        .findings()
        .add(
            name(),
            "10 % put off: webhook to mail",
            "mails/s",
            Burst.rate(stage, CONNECTIONS, stage.sizes().burst() / 2));
  }
}
