package io.touchback.orders.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a parcel is, in our words; the order of the constants is how far it has come. */
public enum ParcelStatus {
  UNKNOWN,
  LABEL,
  PICKED_UP,
  IN_TRANSIT,
  DELAYED,
  OUT_FOR_DELIVERY,
  ATTEMPT_FAILED,
  READY_FOR_PICKUP,
  PROBLEM,
  RETURNING,
  DELIVERED,
  CANCELLED,
  EXPIRED;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
