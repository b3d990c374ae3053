package io.touchback.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Starts and stops the readers of this service. */
@Singleton
final class Subscribing {
  /** For the batch in hand. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final List<Reading> readings;

  Subscribing(
      @Any Instance<Subscriber> subscribers,
      KafkaClients clients,
      EventReader reader,
      Inbox inbox,
      Topics topics,
      Lifetime lifetime) {
    this.readings =
        subscribers.stream()
            .map(subscriber -> new Reading(subscriber, clients, reader, inbox, topics, lifetime))
            .toList();
  }

  void start(@Observes StartupEvent event, MeterRegistry meters) {
    readings.forEach(reading -> register(reading, meters));
    readings.forEach(Reading::start);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    readings.forEach(Reading::stop);
    long until = System.nanoTime() + PATIENCE.toNanos();
    for (var reading : readings) {
      reading.awaitEnd(Duration.ofNanos(until - System.nanoTime()));
    }
  }

  List<Reading> readings() {
    return readings;
  }

  private static void register(Reading reading, MeterRegistry meters) {
    Gauge.builder("touchback.stream.lag", reading, Reading::lag)
        .description(
            "Records written and not yet read, of the partitions this instance has; NaN if nobody"
                + " knows")
        .tag("topic", reading.topic())
        .register(meters);
    Gauge.builder("touchback.stream.held.up", reading, one -> one.trouble() == null ? 0 : 1)
        .description("Whether broker, database or a dead letter keeps a reader from reading")
        .tag("topic", reading.topic())
        .register(meters);
  }
}
