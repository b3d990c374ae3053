package io.touchback.sla.due;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.touchback.sla.SlaConfig;
import io.touchback.sla.alert.Alerts;
import io.touchback.sla.clock.Clock;
import io.touchback.sla.clock.ClockTable;
import io.touchback.sla.policy.Gate;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Fires what is overdue. Due times are compared with how far the streams have been read, never with
 * the local time. Any number may sweep at once.
 */
@Singleton
final class DueSweep {
  private final ClockTable clocks;
  private final Alerts alerts;
  private final StreamProgress progress;
  private final Duration grace;
  private final int batch;
  private final Timer timer;
  private final Executor executor;

  DueSweep(
      ClockTable clocks,
      Alerts alerts,
      StreamProgress progress,
      SlaConfig config,
      MeterRegistry metrics,
      Executor executor) {
    this.clocks = clocks;
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
        .flatMap(gate -> clocks.nextDue(gate).stream())
        .min(Comparator.naturalOrder());
  }

  private int sweep(Gate gate) {
    // Asked for always, so that what was read while nothing was due is known when something is.
    var upTo = progress.readUpTo(gate).minus(grace);
    if (clocks.nextDue(gate).filter(due -> !due.isAfter(upTo)).isEmpty()) {
      return 0;
    }
    int fired = fireTimed(gate, upTo);
    return fired < batch ? fired : fired + fireRest(gate, upTo);
  }

  /** By two: while one waits for the database the other makes ready. */
  private int fireRest(Gate gate, Instant upTo) {
    var other = CompletableFuture.supplyAsync(() -> fireAll(gate, upTo), executor);
    try {
      return fireAll(gate, upTo) + other.join();
    } finally {
      other.exceptionally(failed -> 0).join();
    }
  }

  private int fireAll(Gate gate, Instant upTo) {
    int all = 0;
    int fired = batch;
    while (fired == batch) {
      fired = fireTimed(gate, upTo);
      all += fired;
    }
    return all;
  }

  private int fireTimed(Gate gate, Instant upTo) {
    return timer.record(() -> fire(gate, upTo));
  }

  private int fire(Gate gate, Instant upTo) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              var fired = clocks.fire(gate, upTo, batch);
              alerts.raise(fired.stream().map(Clock::alert).toList());
              alerts.end(
                  fired.stream()
                      .filter(clock -> clock.state() == Clock.State.LATE)
                      .map(Clock::resolution)
                      .toList());
              return fired.size();
            });
  }
}
