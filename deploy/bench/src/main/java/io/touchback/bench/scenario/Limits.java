package io.touchback.bench.scenario;

import io.touchback.bench.limit.BareKafka;
import io.touchback.bench.limit.BareRendering;
import io.touchback.bench.limit.BareSmtp;

/** What this machine allows of the same work without Touchback. */
public final class Limits implements Scenario {
  private static final int CONNECTIONS = 10;
  private static final int EVENT_BYTES = 4_000;
  private static final int WARM_UP = 2_000;

  @Override
  public String name() {
    return "limits";
  }

  @Override
  public Runs runs() {
    return Runs.EVEN_QUICK;
  }

  @Override
  public void run(Stage stage) {
    stage.onlyRunning();
    smtp(stage);
    kafka(stage);
    rendering(stage);
  }

  private void smtp(Stage stage) {
    var bare = new BareSmtp(stage.sink().port());
    bare.pipelined(stage.ledger(WARM_UP), CONNECTIONS);
    var rates = new double[stage.sizes().rounds()];
    for (int round = 0; round < rates.length; round++) {
      rates[round] = bare.pipelined(stage.ledger(stage.sizes().burst()), CONNECTIONS);
    }
    stage.findings().add(name(), "bare pipelined SMTP client", "mails/s", rates);
  }

  private void kafka(Stage stage) {
    var bare = new BareKafka(stage.house().bootstrapServers());
    var event =
        "{\"line\": \"Glass beads\"}"
            .repeat(EVENT_BYTES / 23)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    bare.produce(event, WARM_UP);
    var produced = new double[stage.sizes().rounds()];
    var consumed = new double[produced.length];
    for (int round = 0; round < produced.length; round++) {
      produced[round] = bare.produce(event, stage.sizes().burst());
      consumed[round] = bare.consume();
    }
    stage.findings().add(name(), "bare produce, acks=all", "records/s", produced);
    stage.findings().add(name(), "bare consume", "records/s", consumed);
  }

  private void rendering(Stage stage) {
    var bare = new BareRendering();
    bare.rate(WARM_UP);
    var rates = new double[stage.sizes().rounds()];
    for (int round = 0; round < rates.length; round++) {
      rates[round] = bare.rate(stage.sizes().burst());
    }
    stage.findings().add(name(), "bare rendering, one thread", "mails/s", rates);
  }
}
