package io.touchback.orders.order;

import java.util.Comparator;

/** Which order, in its platform's words. */
public record OrderKey(String shop, String platform, String platformOrderId)
    implements Comparable<OrderKey> {
  private static final Comparator<OrderKey> ORDER =
      Comparator.comparing(OrderKey::shop)
          .thenComparing(OrderKey::platform)
          .thenComparing(OrderKey::platformOrderId);

  static OrderKey of(OrderState order) {
    return new OrderKey(order.shop(), order.platform(), order.platformOrderId());
  }

  @Override
  public int compareTo(OrderKey other) {
    return ORDER.compare(this, other);
  }
}
