package io.touchback.sla.alert;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.touchback.messaging.Outbox;
import io.touchback.sla.alert.Alert.Ending;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Raises and ends alerts and tells of each once: row and event in the caller's transaction. */
@Singleton
public final class Alerts {
  private final AlertTable table;
  private final AlertEvents events;
  private final Outbox outbox;
  private final MeterRegistry metrics;
  private final Clock clock;

  Alerts(AlertTable table, AlertEvents events, Outbox outbox, MeterRegistry metrics, Clock clock) {
    this.table = table;
    this.events = events;
    this.outbox = outbox;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * One that was raised before, whatever became of it, is not raised again, unless it ended because
   * its shop had left.
   */
  public void raise(Collection<Alert> alerts) {
    if (alerts.isEmpty()) {
      return;
    }
    var now = clock.instant();
    var raised = table.raise(alerts, AlertEvents.BREACH, now);
    var fresh = alerts.stream().filter(alert -> raised.contains(alert.id())).toList();
    outbox.append(fresh.stream().map(alert -> events.raised(alert, now)).toList());
    count(fresh.stream().map(Alert::policy), "raised");
  }

  /** One that is not open, or for a retraction at least resolved, is left as it is. */
  public void end(Collection<Ending> endings) {
    if (endings.isEmpty()) {
      return;
    }
    var now = clock.instant();
    var ended = table.end(endings, now);
    outbox.append(
        ended.stream()
            .map(end -> events.ended(end.alert(), end.state(), end.reason(), now))
            .toList());
    for (var state : Alert.State.values()) {
      count(
          ended.stream().filter(end -> end.state() == state).map(end -> end.alert().policy()),
          state.word());
    }
  }

  /** Those of a policy that watches streams. */
  public List<Alert> open(String policy) {
    return table.open(policy);
  }

  /**
   * Forgets those about shops and streams that ended before then; an order's go with the order.
   *
   * @return how many, at most {@code atMost}
   */
  public int forget(Instant endedBefore, int atMost) {
    return table.forget(endedBefore, atMost);
  }

  private void count(Stream<String> policies, String what) {
    policies
        .collect(groupingBy(policy -> policy, counting()))
        .forEach(
            (policy, times) ->
                metrics
                    .counter(
                        "touchback_alerts",
                        "policy",
                        policy,
                        "rung",
                        AlertEvents.BREACH,
                        "what",
                        what)
                    .increment(times));
  }
}
