package io.touchback.orders.order;

import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Hold;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.order.OrderUpdate.Order;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.order.OrderUpdate.Scan;
import io.touchback.orders.order.OrderUpdate.Tracking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an order whatever could lead to its customer: name, addresses, numbers that can be
 * followed, and every text that somebody wrote freely. What was bought and when stays.
 */
final class Erasing {
  private static final Customer NOBODY = new Customer(null, null, null, null, null);

  private Erasing() {}

  static OrderState erase(OrderState state) {
    return new OrderState(
        state.id(),
        state.shop(),
        state.platform(),
        state.platformOrderId(),
        state.seenAt(),
        order(state.order()),
        state.paidAt(),
        milestone(state.calledOff()),
        milestone(state.presence()),
        state.shipments().stream().map(Erasing::shipment).toList(),
        state.looseScans().stream().map(Erasing::scan).toList(),
        state.refunds().stream().map(Erasing::refund).toList(),
        hold(state.hold()),
        state.awaitUntil(),
        state.orderless(),
        true,
        state.told());
  }

  private static @Nullable Order order(@Nullable Order order) {
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
            order.collected());
  }

  /** Its variant may hold an engraving, or whom a gift is for. */
  private static OrderLine line(OrderLine line) {
    return new OrderLine(
        line.id(), line.name(), null, line.sku(), line.quantity(), line.ships(), line.price());
  }

  private static ShippedItem item(ShippedItem item) {
    return new ShippedItem(item.lineId(), item.name(), null, item.sku(), item.quantity());
  }

  private static Shipment shipment(Shipment shipment) {
    return shipment.erased(
        fulfilment(shipment.facet()),
        shipment.items().stream().map(Erasing::item).toList(),
        shipment.scans().stream().map(ParcelScan::erased).toList(),
        shipment.fresh().stream().map(ParcelScan::erased).toList());
  }

  private static Fulfilment fulfilment(Fulfilment facet) {
    return new Fulfilment(
        facet.id(),
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
        facet.rawStatus());
  }

  private static Scan scan(Scan scan) {
    return new Scan(
        scan.id(),
        scan.fulfilmentId(),
        null,
        scan.status(),
        scan.rawStatus(),
        null,
        null,
        scan.country(),
        scan.at(),
        scan.estimatedDelivery(),
        scan.deleted());
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
