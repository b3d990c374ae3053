package io.touchback.orders.event;

/** An event of one order, with all of it. */
interface OrderEvent extends Event {
  OrderSnapshot order();

  @Override
  default String topic() {
    return "orders";
  }

  @Override
  default String key() {
    return order().id().toString();
  }
}
