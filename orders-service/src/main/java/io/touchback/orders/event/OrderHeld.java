package io.touchback.orders.event;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The shop cannot ship yet, and says so. */
public record OrderHeld(String shop, OrderSnapshot order, Hold hold) implements OrderEvent {
  @Override
  public String type() {
    return "io.touchback.OrderHeld.v1";
  }

  /** Why, and until when. */
  public record Hold(@Nullable String reason, @Nullable LocalDate newDate, Instant at) {}
}
