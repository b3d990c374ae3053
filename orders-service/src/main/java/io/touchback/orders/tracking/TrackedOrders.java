package io.touchback.orders.tracking;

import io.touchback.orders.order.Address;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.ParcelScan;
import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.order.Shipment;
import io.touchback.orders.order.ShippedItem;
import io.touchback.orders.shop.ShopProfile;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes from an order what its customer's page may know of it. */
final class TrackedOrders {
  private TrackedOrders() {}

  static TrackedOrder of(OrderState order, ShopProfile shop) {
    OrderUpdate.Order facet = order.order();
    Address shipTo = facet == null ? null : facet.shipTo();
    return new TrackedOrder(
        shop,
        order.number(),
        order.placedAt(),
        order.customer(),
        shipTo == null ? null : shipTo.city(),
        order.lines(),
        hold(order),
        order.over(),
        order.refundedInFull(),
        order.refunds().stream()
            .map(refund -> new TrackedOrder.Refund(refund.amount(), refund.at()))
            .sorted(Comparator.comparing(TrackedOrder.Refund::at))
            .toList(),
        order.shipments().stream()
            .filter(shipment -> shipment.number() > 0)
            .sorted(Comparator.comparing(Shipment::number))
            .map(shipment -> parcel(shipment, shipTo))
            .toList(),
        order.restLeft());
  }

  private static TrackedOrder.@Nullable Hold hold(OrderState order) {
    OrderUpdate.Hold hold = order.hold();
    return hold == null || !order.held()
        ? null
        : new TrackedOrder.Hold(hold.reason(), hold.newDate());
  }

  private static TrackedOrder.Parcel parcel(Shipment shipment, @Nullable Address shipTo) {
    OrderUpdate.Fulfilment facet = shipment.facet();
    Address to = facet.destination() == null ? shipTo : facet.destination();
    Optional<ParcelScan> last = lastScan(shipment);
    boolean cameBack = shipment.live() && shipment.cameBack();
    return new TrackedOrder.Parcel(
        cameBack ? ParcelStatus.RETURNING : shipment.shownStatus(),
        last.filter(scan -> scan.status() == ParcelStatus.UNKNOWN)
            .map(ParcelScan::rawStatus)
            .orElse(null),
        shipment.carrier() == null ? null : shipment.carrier().name(),
        facet.service(),
        shipment.tracking().stream()
            .map(tracking -> new TrackedOrder.Tracking(tracking.number(), tracking.url()))
            .toList(),
        items(shipment.items()),
        facet.createdAt(),
        shipment.estimatedDelivery(),
        cameBack ? null : shipment.deliveredAt(),
        to == null ? null : to.city(),
        last.map(scan -> new TrackedOrder.Scan(scan.at(), scan.city(), scan.country()))
            .orElse(null));
  }

  /** What the carrier said last; the platform's own view of a parcel was nowhere. */
  private static Optional<ParcelScan> lastScan(Shipment shipment) {
    return shipment.scans().stream()
        .filter(scan -> !scan.deleted() && !scan.summary())
        .max(Comparator.<ParcelScan, Instant>comparing(ParcelScan::at));
  }

  private static List<TrackedOrder.Item> items(List<ShippedItem> items) {
    return items.stream()
        .map(i -> new TrackedOrder.Item(i.lineId(), i.name(), i.variant(), i.quantity()))
        .toList();
  }
}
