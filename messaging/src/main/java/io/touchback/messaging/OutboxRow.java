package io.touchback.messaging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event in the outbox as the relay reads it.
 *
 * @param payload the data, JSON in UTF-8: as the database gives it, so the broker gets it
 */
record OutboxRow(
    long seq,
    String id,
    String key,
    String type,
    String source,
    String subject,
    Instant time,
    @Nullable String traceparent,
    byte[] payload) {}
