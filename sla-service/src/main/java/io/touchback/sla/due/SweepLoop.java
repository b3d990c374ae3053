package io.touchback.sla.due;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.touchback.sla.SlaConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sweeps when the next clock is due, and a little more often than that: another instance may have
 * armed an earlier one. The local time only says when to look.
 */
@ApplicationScoped
class SweepLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(SweepLoop.class);
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration WAITING = Duration.ofMillis(50);
  private static final Duration LOOKING = Duration.ofSeconds(5);

  private final DueSweep sweep;
  private final StalledStreams streams;
  private final SlaConfig config;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this, "touchback sweep");
  private volatile @Nullable Instant next;
  private volatile boolean known;
  private volatile @Nullable String trouble;
  private long lookedAt = System.nanoTime();

  SweepLoop(DueSweep sweep, StalledStreams streams, SlaConfig config, Clock clock) {
    this.sweep = sweep;
    this.streams = streams;
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event, MeterRegistry metrics) {
    TimeGauge.builder("touchback.sweep.lag", this, TimeUnit.MILLISECONDS, SweepLoop::lag)
        .description("How long the oldest open clock has been overdue; NaN if nobody knows")
        .register(metrics);
    if (config.sweep().enabled()) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped.countDown();
    thread.join(Duration.ofSeconds(5).toMillis());
  }

  @Override
  public void run() {
    try {
      do {
        once();
      } while (!stopped.await(pause().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() {
    try {
      sweep.run();
      next = sweep.next().orElse(null);
      if (System.nanoTime() - lookedAt > LOOKING.toNanos()) {
        lookedAt = System.nanoTime();
        streams.look();
      }
      known = true;
      trouble = null;
    } catch (Throwable e) {
      // An error, too: it would end the thread for good, and nobody would hear of it.
      failed(e);
    }
  }

  private void failed(Throwable e) {
    known = false;
    if (trouble == null) {
      trouble = clock.instant() + " (" + e.getClass().getSimpleName() + ")";
      LOG.warnf("Overdue clocks cannot be looked for at the moment (%s); tried again", e);
    }
  }

  private Duration pause() {
    var due = next;
    if (due == null || !known) {
      return IDLE;
    }
    var left = Duration.between(clock.instant(), due.plus(config.sweep().grace()));
    if (left.plus(LOOKING).isNegative()) {
      return IDLE;
    }
    if (left.compareTo(WAITING) < 0) {
      return WAITING;
    }
    return left.compareTo(IDLE) < 0 ? left : IDLE;
  }

  /** For people: how the sweep fares. */
  String state() {
    var failingSince = trouble;
    if (failingSince != null) {
      return "failing since " + failingSince;
    }
    if (!config.sweep().enabled()) {
      return "off";
    }
    return known ? "fine" : "not begun";
  }

  private double lag() {
    var due = next;
    if (!known) {
      return Double.NaN;
    }
    return due == null ? 0 : Math.max(0, Duration.between(due, clock.instant()).toMillis());
  }
}
