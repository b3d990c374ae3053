package io.touchback.orders.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an order stands; how far its parcels are is theirs to say. */
public enum OrderStatus {
  OPEN,
  HELD,
  CANCELLED;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
