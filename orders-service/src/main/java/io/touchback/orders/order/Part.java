package io.touchback.orders.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much of the order a shipment is, when it leaves. */
public enum Part {
  WHOLE,
  SOME,
  LAST;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
