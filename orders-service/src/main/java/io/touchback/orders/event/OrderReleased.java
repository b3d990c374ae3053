package io.touchback.orders.event;

import java.time.Instant;

/** A hold is over: the order is due as if it had not been held. */
public record OrderReleased(String shop, OrderSnapshot order, Release release)
    implements OrderEvent {
  @Override
  public String type() {
    return "io.touchback.OrderReleased.v1";
  }

  /** When it ended. */
  public record Release(Instant at) {}
}
