package io.touchback.orders.webhook;

import org.jspecify.annotations.Nullable;

/**
 * What a delivery says of itself.
 *
 * @param topic the platform's word, as {@code orders/create}; null = not said
 * @param transportId the same over all tries of one delivery, null where the platform has none
 */
public record Delivery(@Nullable String topic, @Nullable String transportId) {}
