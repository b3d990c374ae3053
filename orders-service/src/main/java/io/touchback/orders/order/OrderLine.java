package io.touchback.orders.order;

import org.jspecify.annotations.Nullable;

/**
 * What was bought.
 *
 * @param id the platform's id of the line, as text
 * @param name as the customer knows it
 * @param quantity units ordered, less those removed or refunded before shipping
 * @param ships false for gift cards, downloads and services
 * @param price of one unit
 */
public record OrderLine(
    String id,
    String name,
    @Nullable String variant,
    @Nullable String sku,
    int quantity,
    boolean ships,
    @Nullable Money price) {}
