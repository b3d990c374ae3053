package io.touchback.orders.event;

/** A parcel left. */
public record OrderShipped(String shop, OrderSnapshot order, ShipmentSnapshot shipment)
    implements OrderEvent {
  @Override
  public String type() {
    return "io.touchback.OrderShipped.v1";
  }
}
