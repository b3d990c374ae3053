package io.touchback.orders.order;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The customers of these orders are forgotten: whoever keeps more of them forgets it now. */
public record OrdersErased(List<UUID> ids) {
  public static OrdersErased of(Collection<OrderState> orders) {
    return new OrdersErased(orders.stream().map(OrderState::id).toList());
  }
}
