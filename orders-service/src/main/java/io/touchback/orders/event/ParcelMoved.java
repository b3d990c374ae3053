package io.touchback.orders.event;

import io.touchback.orders.order.ParcelStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A parcel got further, or into trouble, or gave a sign of life. */
public record ParcelMoved(String shop, OrderSnapshot order, ShipmentSnapshot shipment, Scan scan)
    implements OrderEvent {
  @Override
  public String type() {
    return "io.touchback.ParcelMoved.v1";
  }

  /**
   * What was said.
   *
   * @param previousStatus the same as {@code status} for a mere sign of life; returning for what
   *     was delivered on its way back, also if there was some trouble in between
   * @param rawStatus the carrier's or platform's own word
   */
  public record Scan(
      ParcelStatus status,
      ParcelStatus previousStatus,
      @Nullable String rawStatus,
      Instant at,
      @Nullable String message,
      @Nullable String city,
      @Nullable String country) {}
}
