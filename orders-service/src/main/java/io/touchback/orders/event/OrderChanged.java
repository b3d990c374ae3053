package io.touchback.orders.event;

/** More or less of the order is to be shipped than was told, for no other reason that is told. */
public record OrderChanged(String shop, OrderSnapshot order) implements OrderEvent {
  @Override
  public String type() {
    return "io.touchback.OrderChanged.v1";
  }
}
