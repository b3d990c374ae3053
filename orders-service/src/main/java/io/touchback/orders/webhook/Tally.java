package io.touchback.orders.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts webhooks by what they were and what became of them. */
final class Tally {
  private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();
  private final MeterRegistry meters;

  Tally(MeterRegistry meters) {
    this.meters = meters;
  }

  void add(String platform, String topic, String outcome) {
    counters.computeIfAbsent(new Kind(platform, topic, outcome), this::counter).increment();
  }

  private Counter counter(Kind kind) {
    return Counter.builder("touchback.webhooks")
        .tags("platform", kind.platform(), "topic", kind.topic(), "outcome", kind.outcome())
        .register(meters);
  }

  private record Kind(String platform, String topic, String outcome) {}
}
