package io.touchback.sla.due;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.touchback.sla.SlaConfig;
import io.touchback.sla.alert.Alerts;
import io.touchback.sla.clock.Clock;
import io.touchback.sla.clock.DueTable;
import io.touchback.sla.policy.Gate;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Fires what is overdue. Due times are compared with how far the streams have been read, never with
 * the local time. Any number may sweep at once.
 */
@Singleton
final class DueSweep {
  private final DueTable due;
  private final Alerts alerts;
  private final StreamProgress progress;
  private final Duration grace;
  private final int batch;
  private final Timer timer;
  private final Executor executor;

  DueSweep(
      DueTable due,
      Alerts alerts,
      StreamProgress progress,
      SlaConfig config,
      MeterRegistry metrics,
      Executor executor) {
    this.due = due;
    this.alerts = alerts;
    this.progress = progress;
    this.grace = config.sweep().grace();
    this.batch = config.sweep().batch();
    this.timer = metrics.timer("touchback.sweep");
    this.executor = executor;
  }

  /**
   * @return how many clocks it fired
   */
  int run() {
    return Arrays.stream(Gate.values()).mapToInt(this::sweep).sum();
  }

  /** When the next open clock is due, or was: then it waits for the streams to be read. */
  Optional<Instant> next() {
    return Arrays.stream(Gate.values())
        .flatMap(gate -> due.next(gate).stream())
        .min(Comparator.naturalOrder());
  }

  private int sweep(Gate gate) {
    // Asked for always, so that what was read while nothing was due is known when something is.
    var upTo = progress.readUpTo(gate).minus(grace);
    if (due.next(gate).filter(next -> !next.isAfter(upTo)).isEmpty()) {
      return 0;
    }
    var first = fireTimed(gate, Optional.empty(), upTo);
    return first.size() < batch ? first.size() : first.size() + fireRest(gate, last(first), upTo);
  }

  /** By two: while one waits for the database the other makes ready. */
  private int fireRest(Gate gate, Optional<Clock> after, Instant upTo) {
    var other = CompletableFuture.supplyAsync(() -> fireAll(gate, after, upTo), executor);
    try {
      return fireAll(gate, after, upTo) + other.join();
    } finally {
      other.exceptionally(failed -> 0).join();
    }
  }

  private int fireAll(Gate gate, Optional<Clock> after, Instant upTo) {
    int all = 0;
    var last = after;
    List<Clock> fired;
    do {
      fired = fireTimed(gate, last, upTo);
      all += fired.size();
      last = last(fired);
    } while (fired.size() == batch);
    return all;
  }

  /** As the database compares: an id's text by its letters, and not two numbers with signs. */
  private static Optional<Clock> last(List<Clock> fired) {
    return fired.stream()
        .max(Comparator.comparing(Clock::dueAt).thenComparing(clock -> clock.id().toString()));
  }

  private List<Clock> fireTimed(Gate gate, Optional<Clock> after, Instant upTo) {
    return Objects.requireNonNull(timer.record(() -> fire(gate, after, upTo)));
  }

  private List<Clock> fire(Gate gate, Optional<Clock> after, Instant upTo) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              var fired = due.fire(gate, after, upTo, batch);
              alerts.raise(fired.stream().map(Clock::alert).toList());
              alerts.end(
                  fired.stream()
                      .filter(clock -> clock.state() == Clock.State.LATE)
                      .map(Clock::resolution)
                      .toList());
              return fired;
            });
  }
}
