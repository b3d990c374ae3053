package io.touchback.orders.webhook;

import io.quarkus.scheduler.Scheduled;
import io.touchback.orders.OrdersConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Forgets raw webhooks that have been kept long enough, a little at a time. */
@ApplicationScoped
class WebhookHousekeeping {
  private static final int AT_ONCE = 1_000;

  private final WebhookLog log;
  private final OrdersConfig config;
  private final Clock clock;

  WebhookHousekeeping(WebhookLog log, OrdersConfig config, Clock clock) {
    this.log = log;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(
      every = "10m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void clean() {
    clean(clock.instant());
  }

  void clean(Instant now) {
    int deleted = AT_ONCE;
    while (deleted == AT_ONCE) {
      deleted = log.deleteBefore(now.minus(config.keepWebhooks()), AT_ONCE);
    }
  }
}
