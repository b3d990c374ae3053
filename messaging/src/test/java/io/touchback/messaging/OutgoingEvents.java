package io.touchback.messaging;

import java.time.Instant;
import java.util.UUID;

/** Events to try things with. */
final class OutgoingEvents {
  static final Instant TIME = Instant.parse("2026-03-02T09:15:01Z");

  private OutgoingEvents() {}

  static OutgoingEvent event(String topic, String key, String payload) {
    return new OutgoingEvent(
        topic, key, "io.touchback.Happened.v1", "/shops/beads", key, TIME, payload);
  }

  static String newKey() {
    return UUID.randomUUID().toString();
  }
}
