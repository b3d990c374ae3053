package io.touchback.orders.order;

import org.jspecify.annotations.Nullable;

/**
 * Where parcels go.
 *
 * @param country ISO 3166-1 alpha-2
 */
public record Address(
    @Nullable String name,
    @Nullable String line1,
    @Nullable String line2,
    @Nullable String postalCode,
    @Nullable String city,
    @Nullable String region,
    @Nullable String country) {}
