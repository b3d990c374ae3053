package io.touchback.orders.event;

import java.time.Instant;

/** An event and when it happened, as far as its origin is believed. */
public record Dated(Event event, Instant time) {}
