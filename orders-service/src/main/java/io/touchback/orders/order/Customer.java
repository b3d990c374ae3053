package io.touchback.orders.order;

import org.jspecify.annotations.Nullable;

/**
 * Who ordered. Any part may be missing (guests, phone orders, points of sale).
 *
 * @param locale BCP 47 tag, as {@code de-AT}
 */
public record Customer(
    @Nullable String name,
    @Nullable String firstName,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String locale) {}
