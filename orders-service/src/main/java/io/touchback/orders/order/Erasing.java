package io.touchback.orders.order;

import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Hold;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.order.OrderUpdate.Order;
import io.touchback.orders.order.OrderUpdate.Recipient;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.order.OrderUpdate.Scan;
import io.touchback.orders.order.OrderUpdate.Tracking;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an order whatever could lead to its customer: name, addresses, numbers that can be
 * followed, and every text that somebody wrote freely. What was bought and when stays. Ids of
 * parcels and scans often are such numbers: they are hashed, so that what still comes finds its
 * parcel.
 */
final class Erasing {
  private static final Customer NOBODY = new Customer(null, null, null, null, null);
  private static final String ERASED = "erased ";

  private Erasing() {}

  /** Again changes nothing. */
  static OrderState erase(OrderState state) {
    var order = state.id();
    return new OrderState(
        state.id(),
        state.shop(),
        state.platform(),
        state.platformOrderId(),
        state.seenAt(),
        order(order, state.order()),
        state.paidAt(),
        milestone(state.calledOff()),
        milestone(state.presence()),
        state.shipments().stream().map(shipment -> shipment(order, shipment)).toList(),
        state.looseScans().stream().map(scan -> scan(order, scan)).toList(),
        state.refunds().stream().map(Erasing::refund).toList(),
        hold(state.hold()),
        state.awaitUntil(),
        state.orderless(),
        true,
        state.told());
  }

  /** What is said of an erased order, with the ids that its parcels have now. */
  static OrderUpdate withErasedIds(UUID order, OrderUpdate update) {
    return withErasedList(order, update)
        .withFulfilments(
            update.fulfilments().stream().map(f -> f.named(id(order, f.id()))).toList())
        .withScans(update.scans().stream().map(scan -> scan(order, scan)).toList());
  }

  private static OrderUpdate withErasedList(UUID order, OrderUpdate update) {
    var facet = update.order();
    var ids = facet == null ? null : parcelIds(order, facet);
    return facet == null || ids == null ? update : update.with(facet.withOnlyParcels(ids));
  }

  /** The id that stands for this one in an erased order. */
  static String id(UUID order, String id) {
    if (id.startsWith(ERASED) || id.equals(OrderMerge.COMPLETED)) {
      return id;
    }
    return ERASED + Shipment.idOf(order, id);
  }

  /** The id of a parcel of which only the number is known. */
  static String idOfNumbered(UUID order, String number) {
    return id(order, OrderMerge.SCANNED + TrackingKey.of(number));
  }

  private static @Nullable Order order(UUID id, @Nullable Order order) {
    return order == null
        ? null
        : new Order(
            order.number(),
            order.placedAt(),
            order.updatedAt(),
            order.paidAt(),
            order.cancelledAt(),
            null,
            order.completedAt(),
            order.test(),
            order.refundedInFull(),
            NOBODY,
            null,
            order.total(),
            order.lines().stream().map(Erasing::line).toList(),
            order.refundIds(),
            order.collected(),
            order.shipsUnpaid(),
            parcelIds(id, order));
  }

  private static @Nullable List<String> parcelIds(UUID order, Order facet) {
    return facet.parcelIds() == null
        ? null
        : facet.parcelIds().stream().map(parcel -> id(order, parcel)).toList();
  }

  /** Its variant may hold an engraving, or whom a gift is for. */
  private static OrderLine line(OrderLine line) {
    return new OrderLine(
        line.id(), line.name(), null, line.sku(), line.quantity(), line.ships(), line.price());
  }

  private static ShippedItem item(ShippedItem item) {
    return new ShippedItem(item.lineId(), item.name(), null, item.sku(), item.quantity());
  }

  private static Shipment shipment(UUID order, Shipment shipment) {
    return shipment.erased(
        fulfilment(order, shipment.facet()),
        shipment.items().stream().map(Erasing::item).toList(),
        shipment.scans().stream().map(scan -> scan.erased(order)).toList(),
        shipment.fresh().stream().map(scan -> scan.erased(order)).toList());
  }

  private static Fulfilment fulfilment(UUID order, Fulfilment facet) {
    var id = facet.id();
    return new Fulfilment(
        id.startsWith(OrderMerge.SCANNED) && Parcels.isUnnamed(facet)
            ? idOfNumbered(order, id.substring(OrderMerge.SCANNED.length()))
            : id(order, id),
        facet.createdAt(),
        facet.updatedAt(),
        facet.cancelled(),
        facet.carrierName(),
        facet.service(),
        List.<Tracking>of(),
        facet.items(),
        facet.digital(),
        facet.notifyCustomer(),
        null,
        null,
        facet.estimatedDelivery(),
        facet.status(),
        facet.status() == null ? null : facet.status().word(),
        facet.contentsUnknown(),
        recipient(facet.recipient()),
        facet.saidFrom(),
        facet.itemsFrom());
  }

  private static @Nullable Recipient recipient(@Nullable Recipient recipient) {
    return recipient == null ? null : new Recipient(NOBODY, recipient.orderNumber());
  }

  private static Scan scan(UUID order, Scan scan) {
    return new Scan(
        id(order, scan.id()),
        parcelOf(order, scan),
        null,
        scan.status(),
        scan.status().word(),
        null,
        null,
        scan.country(),
        scan.at(),
        scan.estimatedDelivery(),
        scan.deleted());
  }

  private static @Nullable String parcelOf(UUID order, Scan scan) {
    if (scan.fulfilmentId() != null) {
      return id(order, scan.fulfilmentId());
    }
    return scan.trackingNumber() == null ? null : idOfNumbered(order, scan.trackingNumber());
  }

  private static Refund refund(Refund refund) {
    return new Refund(refund.id(), refund.amount(), null, refund.at(), refund.items());
  }

  private static @Nullable Milestone milestone(@Nullable Milestone said) {
    return said == null ? null : new Milestone(said.kind(), said.at(), null);
  }

  private static @Nullable Hold hold(@Nullable Hold hold) {
    return hold == null ? null : new Hold(null, hold.newDate(), hold.at(), hold.released());
  }
}
