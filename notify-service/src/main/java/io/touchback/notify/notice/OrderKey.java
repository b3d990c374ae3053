package io.touchback.notify.notice;

/** Whose notices leave one after the other. */
record OrderKey(String shop, String order) {
  static OrderKey of(OrderEvent event) {
    return new OrderKey(event.shop(), event.orderId());
  }
}
