package io.touchback.messaging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event in the outbox as the relay reads it. */
record OutboxRow(
    long seq,
    String id,
    String key,
    String type,
    String source,
    String subject,
    Instant time,
    @Nullable String traceparent,
    String payload) {}
