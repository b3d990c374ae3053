package io.touchback.orders.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parcels that the platform lists no more, each with the one that it listed afterwards: plugins
 * correct a number by taking one entry out and putting another in. It depends on nothing but when
 * each was first and last listed, so not on what was heard first (W3). One without a successor is
 * left alone: plugins get switched off.
 */
final class Replaced {
  private static final Comparator<Shipment> LAST_SAID =
      Comparator.<Shipment, Instant>comparing(parcel -> parcel.facet().updatedAt())
          .thenComparing(parcel -> parcel.facet().id());
  private static final Comparator<Shipment> FIRST_SAID =
      Comparator.<Shipment, Instant>comparing(parcel -> parcel.facet().firstSaid())
          .thenComparing(parcel -> parcel.facet().id());

  private Replaced() {}

  /** Those that are in no list any more, and for each what came in its place. */
  static Map<Shipment, Shipment> of(OrderState state) {
    var replaced = new LinkedHashMap<Shipment, Shipment>();
    var gone = new ArrayList<>(state.shipments());
    gone.removeIf(parcel -> !isGone(state, parcel));
    gone.sort(LAST_SAID);
    if (!gone.isEmpty()) {
      state.shipments().stream()
          .filter(Replaced::isListed)
          .sorted(FIRST_SAID)
          .forEach(
              next ->
                  gone.stream()
                      .filter(parcel -> endsBefore(parcel, next))
                      .findFirst()
                      .ifPresent(
                          parcel -> {
                            gone.remove(parcel);
                            replaced.put(parcel, next);
                          }));
    }
    return replaced;
  }

  private static boolean isGone(OrderState state, Shipment parcel) {
    var order = state.order();
    return order != null
        && order.parcelIds() != null
        && isListed(parcel)
        && parcel.facet().updatedAt().isBefore(order.updatedAt())
        && !order.parcelIds().contains(parcel.facet().id());
  }

  /** By the platform, at some time; it did not call it back. */
  private static boolean isListed(Shipment parcel) {
    return parcel.cancelledAt() == null && !parcel.facet().updatedAt().equals(Instant.EPOCH);
  }

  private static boolean endsBefore(Shipment parcel, Shipment next) {
    return parcel.facet().updatedAt().isBefore(next.facet().firstSaid());
  }
}
