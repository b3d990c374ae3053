package io.touchback.orders.event;

import io.touchback.orders.order.Carrier;
import io.touchback.orders.order.OrderUpdate.Tracking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What we had told of a parcel is no longer so.
 *
 * @param changed of carrier, tracking, items
 */
public record ShipmentChanged(
    String shop,
    OrderSnapshot order,
    ShipmentSnapshot shipment,
    List<String> changed,
    Previous previous)
    implements OrderEvent {
  @Override
  public String type() {
    return "io.touchback.ShipmentChanged.v1";
  }

  /** What we had told. */
  public record Previous(@Nullable Carrier carrier, List<Tracking> tracking) {}
}
