package io.touchback.orders.event;

/** The order was paid in full. */
public record OrderPaid(String shop, OrderSnapshot order) implements OrderEvent {
  @Override
  public String type() {
    return "io.touchback.OrderPaid.v1";
  }
}
