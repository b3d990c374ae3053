package io.touchback.orders.tracking;

import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.tracking.TrackedOrder.Parcel;
import java.util.List;
import java.util.Set;

/** How an order stands, in the one line that its customer wants to read first. */
enum OrderHeadline {
  CANCELLED,
  REFUNDED,
  NO_PARCEL,
  HELD,
  HELD_TO_COLLECT,
  PREPARING,
  ON_THE_WAY,
  PARTLY_ON_THE_WAY,
  OUT_FOR_DELIVERY,
  READY_FOR_PICKUP,
  ATTENTION,
  PARTLY_DELIVERED,
  DELIVERED,
  DELIVERED_WITHOUT_REST;

  private static final Set<ParcelStatus> NEEDS_SOMEBODY =
      Set.of(
          ParcelStatus.ATTEMPT_FAILED,
          ParcelStatus.PROBLEM,
          ParcelStatus.RETURNING,
          ParcelStatus.EXPIRED);

  /** The state of the whole is that of the parcel which the customer can do most about. */
  static OrderHeadline of(TrackedOrder order) {
    List<ParcelStatus> parcels = order.coming().stream().map(Parcel::status).toList();
    if (parcels.isEmpty()) {
      return ofNothingShipped(order);
    }
    boolean allLeft = order.stillToCome().isEmpty();
    if (allLeft && parcels.stream().allMatch(ParcelStatus.DELIVERED::equals)) {
      return order.notShipped().isEmpty() ? DELIVERED : DELIVERED_WITHOUT_REST;
    }
    if (parcels.stream().anyMatch(OrderHeadline::needsSomebody)) {
      return ATTENTION;
    }
    if (parcels.contains(ParcelStatus.READY_FOR_PICKUP)) {
      return READY_FOR_PICKUP;
    }
    if (parcels.contains(ParcelStatus.OUT_FOR_DELIVERY)) {
      return OUT_FOR_DELIVERY;
    }
    if (parcels.contains(ParcelStatus.DELIVERED)) {
      return PARTLY_DELIVERED;
    }
    return allLeft ? ON_THE_WAY : PARTLY_ON_THE_WAY;
  }

  /** Whether a parcel stays where it is unless somebody acts. */
  static boolean needsSomebody(ParcelStatus status) {
    return NEEDS_SOMEBODY.contains(status);
  }

  private static OrderHeadline ofNothingShipped(TrackedOrder order) {
    if (order.over()) {
      return order.cancelled() ? CANCELLED : REFUNDED;
    }
    if (order.stillToCome().isEmpty()) {
      return order.hold() == null ? NO_PARCEL : HELD_TO_COLLECT;
    }
    return order.hold() == null ? PREPARING : HELD;
  }
}
