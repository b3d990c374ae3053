package io.touchback.orders.event;

/** A parcel that we had told of was called back. */
public record ShipmentCancelled(String shop, OrderSnapshot order, ShipmentSnapshot shipment)
    implements OrderEvent {
  @Override
  public String type() {
    return "io.touchback.ShipmentCancelled.v1";
  }
}
