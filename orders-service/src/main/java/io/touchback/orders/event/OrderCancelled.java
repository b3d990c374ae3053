package io.touchback.orders.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Nothing more will leave. */
public record OrderCancelled(String shop, OrderSnapshot order, Cancellation cancellation)
    implements OrderEvent {
  @Override
  public String type() {
    return "io.touchback.OrderCancelled.v1";
  }

  /** Why, in the platform's word. */
  public record Cancellation(@Nullable String reason, Instant at) {}
}
