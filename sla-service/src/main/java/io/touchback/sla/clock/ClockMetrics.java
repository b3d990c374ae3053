package io.touchback.sla.clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts the clocks that run, now and then: counting very many takes a moment. */
@ApplicationScoped
class ClockMetrics {
  private final ClockTable clocks;
  private final MultiGauge open;

  ClockMetrics(ClockTable clocks, MeterRegistry metrics) {
    this.clocks = clocks;
    this.open =
        MultiGauge.builder("touchback.clocks.open")
            .description("Clocks that run, breached ones among them")
            .register(metrics);
  }

  @Scheduled(
      every = "60s",
      delayed = "5s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void count() {
    open.register(
        clocks.running().entrySet().stream()
            .map(count -> Row.of(Tags.of("policy", count.getKey().word()), count.getValue()))
            .toList(),
        true);
  }
}
