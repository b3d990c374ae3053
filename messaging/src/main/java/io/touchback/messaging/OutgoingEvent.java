package io.touchback.messaging;

import java.time.Instant;

/**
 * An event on its way into the outbox; its id is given by the database.
 *
 * @param topic Kafka topic, also Debezium's {@code aggregatetype}
 * @param key record key, also Debezium's {@code aggregateid}: one key's events stay in order
 * @param type CloudEvents type, as {@code io.touchback.OrderPlaced.v1}
 * @param source CloudEvents source, as {@code /shops/beads}
 * @param subject CloudEvents subject, mostly the key
 * @param time when it happened, as far as its origin is believed
 * @param payload the data, JSON
 */
public record OutgoingEvent(
    String topic,
    String key,
    String type,
    String source,
    String subject,
    Instant time,
    String payload) {}
