package io.touchback.orders.order;

import io.touchback.orders.OrdersConfig;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The rules of an order's life, for where a shop ships from. */
@ApplicationScoped
public class Lifecycles {
  private final Carriers carriers;
  private final OrdersConfig config;

  Lifecycles(Carriers carriers, OrdersConfig config) {
    this.carriers = carriers;
    this.config = config;
  }

  public OrderLifecycle from(@Nullable String country) {
    return new OrderLifecycle(carriers, country, config.orderWait());
  }
}
