package io.touchback.orders.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the order's story: something that we told, so that it is not told again.
 *
 * @param of what it was about: a shipment's or refund's id, a hold's time
 * @param detail a word more, as the parcel's status; nothing personal
 * @param at when it happened
 * @param seenAt when we heard of it
 */
public record Told(
    What what, @Nullable String of, @Nullable String detail, Instant at, Instant seenAt) {

  /** What can be told of an order. */
  public enum What {
    PLACED,
    PAID,
    HELD,
    RELEASED,
    SHIPPED,
    SHIPMENT_CHANGED,
    SHIPMENT_CANCELLED,
    PARCEL_MOVED,
    CANCELLED,
    /** Called off and then not: the payment is told again, for its clock. */
    REOPENED,
    REFUNDED,
    ERASED
  }
}
