package io.touchback.orders.event;

import io.touchback.orders.order.Money;
import io.touchback.orders.order.ShippedItem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Money was given back. */
public record OrderRefunded(String shop, OrderSnapshot order, Refund refund) implements OrderEvent {
  @Override
  public String type() {
    return "io.touchback.OrderRefunded.v1";
  }

  /**
   * How much of it.
   *
   * @param full all of it, with this
   */
  public record Refund(
      String id,
      @Nullable Money amount,
      @Nullable String reason,
      boolean full,
      Instant at,
      List<ShippedItem> items) {}
}
