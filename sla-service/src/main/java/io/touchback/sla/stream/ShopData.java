package io.touchback.sla.stream;

import org.jspecify.annotations.Nullable;

/** What is read of the data of events on {@code shops}; unknown fields are ignored. */
record ShopData(
    @Nullable String shop,
    @Nullable String timeZone,
    @Nullable String country,
    @Nullable Boolean active) {}
