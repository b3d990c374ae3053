package io.touchback.orders.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts, now and then, what customers have a right to and have not had yet: to be forgotten, which
 * takes seconds here, and to hear what is kept of them, which people see to.
 */
@ApplicationScoped
class DutyMetrics {
  private final ErasureTable erasures;
  private final TaskTable tasks;
  private final Clock clock;
  private volatile Open openErasures = Open.NONE;
  private volatile Open openTasks = Open.NONE;

  DutyMetrics(ErasureTable erasures, TaskTable tasks, Clock clock) {
    this.erasures = erasures;
    this.tasks = tasks;
    this.clock = clock;
  }

  void register(@Observes StartupEvent event, MeterRegistry meters) {
    Gauge.builder("touchback.erasures.open", this, all -> all.openErasures.count())
        .description("Requests to forget somebody that are not done")
        .register(meters);
    TimeGauge.builder(
            "touchback.erasures.age",
            this,
            TimeUnit.SECONDS,
            all -> all.age(all.openErasures).toSeconds())
        .description("How long the oldest of them has waited")
        .register(meters);
    Gauge.builder("touchback.tasks.open", this, all -> all.openTasks.count())
        .description("What only people can do, and have not done: see GET /api/tasks")
        .register(meters);
    TimeGauge.builder(
            "touchback.tasks.age",
            this,
            TimeUnit.SECONDS,
            all -> all.age(all.openTasks).toSeconds())
        .description("How long the oldest of them has waited")
        .register(meters);
  }

  @Scheduled(
      every = "30s",
      delayed = "5s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void count() {
    openErasures = erasures.open();
    openTasks = tasks.open();
  }

  private Duration age(Open open) {
    var oldest = open.oldest();
    return oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
  }

  /**
   * What is not done.
   *
   * @param oldest since when the oldest has waited; null = nothing does
   */
  record Open(long count, @Nullable Instant oldest) {
    static final Open NONE = new Open(0, null);
  }
}
