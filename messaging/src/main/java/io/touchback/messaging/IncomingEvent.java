package io.touchback.messaging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent as it was read from Kafka, its data not yet parsed.
 *
 * @param name the type without prefix and version: {@code OrderPlaced} of {@code
 *     io.touchback.OrderPlaced.v1}; a type of another form is left whole
 * @param version the type's version, 1 of {@code .v1}; 0 if it has none
 * @param subject the key where the event names none
 * @param time when the record was written where the event does not tell
 * @param data UTF-8 JSON: the record's value, or the part of it that a structured one holds
 */
public record IncomingEvent(
    String topic,
    int partition,
    long offset,
    String key,
    String id,
    String name,
    int version,
    String source,
    String subject,
    Instant time,
    @Nullable String traceparent,
    byte[] data) {}
