package io.touchback.notify.notice;

import io.touchback.notify.notice.OrderEvent.ParcelStatus;
import java.util.Locale;
import java.util.Optional;

/** What a notice tells of; a parcel's statuses are in the order in which they overtake. */
public enum NoticeKind {
  ORDER_CONFIRMED,
  ORDER_HELD,
  SHIPPED,
  TRACKING_CHANGED,
  SHIPMENT_CANCELLED,
  OUT_FOR_DELIVERY,
  READY_FOR_PICKUP,
  DELIVERY_PROBLEM,
  DELIVERED,
  ORDER_CANCELLED,
  REFUNDED;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** As in addresses, events and settings: {@code out-for-delivery}. */
  public String word() {
    return word;
  }

  public static NoticeKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Told before all else that there is to tell of its order. */
  boolean goesFirst() {
    return this == ORDER_HELD;
  }

  /** About where a parcel is: only the latest of several at once is told. */
  public boolean isParcelStatus() {
    return compareTo(OUT_FOR_DELIVERY) >= 0 && compareTo(DELIVERED) <= 0;
  }

  /**
   * A carrier's "delayed" calls for none: it is mostly noise, and sla-service hears the silence.
   */
  static Optional<NoticeKind> telling(ParcelStatus status) {
    return switch (status) {
      case OUT_FOR_DELIVERY -> Optional.of(OUT_FOR_DELIVERY);
      case READY_FOR_PICKUP -> Optional.of(READY_FOR_PICKUP);
      case ATTEMPT_FAILED, PROBLEM, RETURNING -> Optional.of(DELIVERY_PROBLEM);
      case DELIVERED -> Optional.of(DELIVERED);
      case OTHER -> Optional.empty();
    };
  }
}
