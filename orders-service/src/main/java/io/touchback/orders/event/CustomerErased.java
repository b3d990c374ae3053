package io.touchback.orders.event;

import java.util.UUID;

/** A customer's data has to go: forget all that could lead to the one who placed this order. */
public record CustomerErased(String shop, Order order) implements Event {
  @Override
  public String type() {
    return "io.touchback.CustomerErased.v1";
  }

  @Override
  public String topic() {
    return "orders";
  }

  @Override
  public String key() {
    return order.id().toString();
  }

  /** Which. */
  public record Order(UUID id) {}
}
