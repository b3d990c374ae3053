package io.touchback.orders.desk;

import io.touchback.orders.order.Lifecycles;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.Orders;
import io.touchback.orders.outbox.OrderChanges;
import io.touchback.orders.shop.Shops;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What staff do to an order goes the way of a platform's word: into its life, and out as events.
 */
@ApplicationScoped
class StaffActions {
  private final Orders orders;
  private final Shops shops;
  private final Lifecycles lifecycles;
  private final OrderChanges changes;

  StaffActions(Orders orders, Shops shops, Lifecycles lifecycles, OrderChanges changes) {
    this.orders = orders;
    this.shops = shops;
    this.lifecycles = lifecycles;
    this.changes = changes;
  }

  /**
   * @param said what staff say of the order as it stands
   * @return the order as it then is; empty if there is none of this id
   */
  @Transactional
  Optional<OrderState> say(UUID id, Function<OrderState, OrderUpdate> said) {
    return orders
        .lock(id)
        .map(
            book -> {
              var batch = changes.to(book);
              var state =
                  batch.change(
                      book.keys().iterator().next(),
                      (before, now) ->
                          lifecycles
                              .from(shops.country(before.shop()))
                              .apply(before, said.apply(before), now));
              batch.write();
              return state;
            });
  }
}
