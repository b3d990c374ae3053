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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Counts, now and then, what customers have a right to and have not had yet: to be forgotten, which
 * takes seconds here, and to hear what is kept of them, which people see to.
 */
@ApplicationScoped
class DutyMetrics {
  private final ErasureTable erasures;
  private final TaskTable tasks;
  private final Clock clock;
  private volatile Unfinished openErasures = Unfinished.NONE;
  private volatile Unfinished openTasks = Unfinished.NONE;

  DutyMetrics(ErasureTable erasures, TaskTable tasks, Clock clock) {
    this.erasures = erasures;
    this.tasks = tasks;
    this.clock = clock;
  }

  void register(@Observes StartupEvent event, MeterRegistry meters) {
    register(meters, "erasures", "Requests to forget somebody", () -> openErasures);
    register(meters, "tasks", "What only people can do: see GET /api/tasks", () -> openTasks);
  }

  private void register(
      MeterRegistry meters, String name, String what, Supplier<Unfinished> unfinished) {
    Gauge.builder("touchback." + name + ".open", () -> unfinished.get().count())
        .description(what + "; not done")
        .register(meters);
    TimeGauge.builder(
            "touchback." + name + ".age", () -> age(unfinished.get()).toSeconds(), TimeUnit.SECONDS)
        .description(what + "; how long the oldest has waited")
        .register(meters);
  }

  @Scheduled(
      every = "30s",
      delayed = "5s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void count() {
    openErasures = erasures.unfinished();
    openTasks = tasks.unfinished();
  }

  private Duration age(Unfinished unfinished) {
    var oldest = unfinished.oldest();
    return oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
  }
}
