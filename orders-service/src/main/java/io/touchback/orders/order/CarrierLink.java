package io.touchback.orders.order;

import org.jspecify.annotations.Nullable;

/**
 * A parcel's carrier and where to follow it.
 *
 * @param code only for a carrier we know, as {@code dpd}
 * @param name as people know it; also of a carrier that we don't know
 * @param number the tracking number, tidied up
 * @param url http or https, ASCII; only where it is known to be right
 */
public record CarrierLink(
    @Nullable String code, @Nullable String name, @Nullable String number, @Nullable String url) {}
