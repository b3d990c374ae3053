package io.touchback.messaging;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** The outbox in numbers. */
@Singleton
final class OutboxMetrics {
  void register(@Observes StartupEvent event, Relaying relaying, MeterRegistry meters) {
    Gauge.builder("touchback.relay.lease.held", relaying, all -> all.leads() ? 1 : 0)
        .description("Whether this instance publishes the outbox")
        .register(meters);
    Gauge.builder("touchback.outbox.unpublished", relaying, all -> all.backlog().rows())
        .description("Events waiting to be published, counted where the lease is held")
        .register(meters);
    TimeGauge.builder(
            "touchback.outbox.oldest.age",
            relaying,
            TimeUnit.MILLISECONDS,
            all -> all.backlog().age().toMillis())
        .description("How long the oldest of them waits")
        .register(meters);
    relaying.relays().forEach(relay -> register(relay, meters));
  }

  private static void register(Relay relay, MeterRegistry meters) {
    FunctionCounter.builder("touchback.outbox.published", relay, Relay::published)
        .description("Events published since the start")
        .tag("topic", relay.topic())
        .register(meters);
    Gauge.builder("touchback.outbox.waiting.keys", relay, Relay::waitingKeys)
        .description("Keys whose first unpublished event the broker refuses")
        .tag("topic", relay.topic())
        .register(meters);
    Gauge.builder("touchback.relay.held.up", relay, held -> held.trouble() == null ? 0 : 1)
        .description("Whether something other than a single event keeps the relay from publishing")
        .tag("topic", relay.topic())
        .register(meters);
  }
}
