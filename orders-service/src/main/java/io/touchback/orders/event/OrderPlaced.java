package io.touchback.orders.event;

/** Somebody ordered. */
public record OrderPlaced(String shop, OrderSnapshot order) implements OrderEvent {
  @Override
  public String type() {
    return "io.touchback.OrderPlaced.v1";
  }
}
