package io.touchback.sla.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** What is read of the data of events on {@code shops}; unknown fields are skipped. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ShopData(
    @Nullable String shop,
    @Nullable String timeZone,
    @Nullable String country,
    @Nullable Boolean active) {}
