package io.touchback.orders.order;

import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Hold;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.order.OrderUpdate.Order;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.order.OrderUpdate.Scan;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An update without times that cannot be: one from the far future would be the newest for ever. A
 * platform's clock that is merely fast is left alone, or its own updates would change places.
 */
final class Believed {
  private static final Duration FAST_CLOCK = Duration.ofDays(1);

  private final Instant latest;
  private final Instant receivedAt;

  private Believed(Instant receivedAt) {
    this.receivedAt = receivedAt;
    this.latest = receivedAt.plus(FAST_CLOCK);
  }

  static OrderUpdate of(OrderUpdate update, Instant receivedAt) {
    var believed = new Believed(receivedAt);
    return new OrderUpdate(
        update.orderId(),
        believed.order(update.order()),
        update.fulfilments().stream().map(believed::fulfilment).toList(),
        update.scans().stream().map(believed::scan).toList(),
        update.refunds().stream().map(believed::refund).toList(),
        update.milestones().stream().map(believed::milestone).toList(),
        believed.hold(update.hold()));
  }

  private Instant time(Instant said) {
    return said.isAfter(latest) ? receivedAt : said;
  }

  private @Nullable Instant maybe(@Nullable Instant said) {
    return said == null ? null : time(said);
  }

  private @Nullable Order order(@Nullable Order said) {
    return said == null
        ? null
        : new Order(
            said.number(),
            time(said.placedAt()),
            time(said.updatedAt()),
            maybe(said.paidAt()),
            maybe(said.cancelledAt()),
            said.cancelReason(),
            maybe(said.completedAt()),
            said.test(),
            said.refundedInFull(),
            said.customer(),
            said.shipTo(),
            said.total(),
            said.lines(),
            said.refundIds(),
            said.collected(),
            said.shipsUnpaid(),
            said.parcelIds());
  }

  private Fulfilment fulfilment(Fulfilment said) {
    return new Fulfilment(
        said.id(),
        time(said.createdAt()),
        time(said.updatedAt()),
        said.cancelled(),
        said.carrierName(),
        said.service(),
        said.tracking(),
        said.items(),
        said.digital(),
        said.notifyCustomer(),
        said.personalNote(),
        said.destination(),
        said.estimatedDelivery(),
        said.status(),
        said.rawStatus(),
        said.contentsUnknown(),
        said.recipient(),
        maybe(said.saidFrom()),
        maybe(said.itemsFrom()));
  }

  private Scan scan(Scan said) {
    return new Scan(
        said.id(),
        said.fulfilmentId(),
        said.trackingNumber(),
        said.status(),
        said.rawStatus(),
        said.message(),
        said.city(),
        said.country(),
        time(said.at()),
        said.estimatedDelivery(),
        said.deleted());
  }

  private Refund refund(Refund said) {
    return new Refund(said.id(), said.amount(), said.reason(), time(said.at()), said.items());
  }

  private Milestone milestone(Milestone said) {
    return new Milestone(said.kind(), time(said.at()), said.reason());
  }

  private @Nullable Hold hold(@Nullable Hold said) {
    return said == null
        ? null
        : new Hold(said.reason(), said.newDate(), time(said.at()), said.released());
  }
}
