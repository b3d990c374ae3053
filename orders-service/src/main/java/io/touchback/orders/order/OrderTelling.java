package io.touchback.orders.order;

import io.touchback.orders.order.Happened.Cancelled;
import io.touchback.orders.order.Happened.Held;
import io.touchback.orders.order.Happened.Paid;
import io.touchback.orders.order.Happened.ParcelMoved;
import io.touchback.orders.order.Happened.Placed;
import io.touchback.orders.order.Happened.Refunded;
import io.touchback.orders.order.Happened.Released;
import io.touchback.orders.order.Happened.ShipmentCancelled;
import io.touchback.orders.order.Happened.ShipmentChanged;
import io.touchback.orders.order.Happened.Shipped;
import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.order.Shipment.Contents;
import io.touchback.orders.order.Told.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is known of an order and has not been told: each thing once, in the order in which
 * such things happen, whatever the order in which we heard of them.
 */
final class OrderTelling {
  private final Parcels parcels;
  private final Instant now;
  private final List<Happened> happened = new ArrayList<>();
  private OrderState state;

  private OrderTelling(OrderState state, Parcels parcels, Instant now) {
    this.state = state;
    this.parcels = parcels;
    this.now = now;
  }

  static Outcome tell(OrderState state, Parcels parcels, Instant now) {
    var telling = new OrderTelling(state, parcels, now);
    if (state.order() != null || state.orderless()) {
      telling.tellAll();
    }
    return new Outcome(telling.state, List.copyOf(telling.happened));
  }

  private void tellAll() {
    // Asked before it is told.
    boolean news = state.order() != null && !state.told(What.PLACED);
    tellPlaced();
    tellReopened();
    tellPaid();
    tellHeld();
    if (news) {
      tellFilled();
    }
    tellReplaced();
    tellShipped();
    tellCompleted();
    tellShipmentsChanged();
    tellShipmentsCancelled();
    tellMoved();
    tellCancelled();
    tellRefunded();
  }

  private void tellPlaced() {
    if (state.order() != null && !state.told(What.PLACED)) {
      tell(What.PLACED, null, null, new Placed(state.placedAt()));
    }
  }

  private void tellReopened() {
    if (!state.cancelled()
        && !state.deleted()
        && state.lastTold(What.CANCELLED) > state.lastTold(What.REOPENED)) {
      state = state.telling(new Told(What.REOPENED, null, null, now, now));
    }
  }

  private void tellPaid() {
    int told = state.lastTold(What.PAID);
    if (state.paidAt() != null && (told < 0 || told < state.lastTold(What.REOPENED))) {
      tell(What.PAID, null, null, new Paid(state.paidAt()));
    }
  }

  private void tellHeld() {
    var hold = state.hold();
    if (hold == null) {
      return;
    }
    var of = hold.at().toString();
    if (hold.released()) {
      if (state.lastTold(What.HELD) > state.lastTold(What.RELEASED)) {
        tell(What.RELEASED, of, null, new Released(hold.at()));
      }
    } else if (state.status() == OrderStatus.HELD && !state.told(What.HELD, of)) {
      tell(What.HELD, of, Objects.toString(hold.newDate(), null), new Held(hold));
    }
  }

  /** Parcels told before the order was known hold what was ordered, if nobody says otherwise. */
  private void tellFilled() {
    for (var shipment : state.shipments()) {
      var facet = shipment.facet();
      if (shipment.live()
          && shipment.items().isEmpty()
          && facet.items().isEmpty()
          && !facet.contentsUnknown()) {
        var contents = parcels.contents(state, shipment);
        changed(
            shipment,
            new Contents(contents.carrier(), contents.tracking(), Parcels.everythingLeft(state)));
      }
    }
  }

  /** What is listed in the place of a parcel that we told of is that parcel, labelled anew. */
  private void tellReplaced() {
    for (var next = labelledAnew(); next.isPresent(); next = labelledAnew()) {
      var told = next.get().getKey();
      var successor = next.get().getValue();
      state = state.with(told.as(successor)).with(told.without(successor));
    }
  }

  /** If its successor was told, it was of another's that is there again: that is told instead. */
  private Optional<Map.Entry<Shipment, Shipment>> labelledAnew() {
    return Replaced.of(state).entrySet().stream()
        .filter(pair -> pair.getKey().live())
        .flatMap(
            pair ->
                Stream.concat(Stream.of(pair.getValue()), state.parcels().stream())
                    .filter(this::leaves)
                    .limit(1)
                    .map(successor -> Map.entry(pair.getKey(), successor)))
        .findFirst();
  }

  private void tellShipped() {
    var leaving = state.parcels().stream().filter(this::leaves).toList();
    for (int i = 0; i < leaving.size(); i++) {
      ship(leaving.get(i), i < leaving.size() - 1);
    }
  }

  private boolean leaves(Shipment shipment) {
    return !shipment.told() && shipment.cancelledAt() == null && !parcels.digital(state, shipment);
  }

  private void ship(Shipment shipment, boolean moreToCome) {
    boolean first = state.shipments().stream().noneMatch(Shipment::live);
    int number = 1 + state.shipments().stream().mapToInt(Shipment::number).max().orElse(0);
    var contents = parcels.contents(state, shipment);
    var leaving = shipment.shipped(number, contents, Part.SOME);
    boolean all = state.with(leaving).unitsNotShipped() == 0 && !moreToCome;
    var part = !all || state.order() == null ? Part.SOME : first ? Part.WHOLE : Part.LAST;
    state = state.with(shipment.shipped(number, contents, part));
    tell(
        What.SHIPPED,
        shipment.id().toString(),
        null,
        new Shipped(shipment.id(), shipment.facet().createdAt()));
  }

  /** The platform says that all has left, and names no parcel: that is one. */
  private void tellCompleted() {
    var order = state.order();
    if (order != null
        && order.completedAt() != null
        && !order.refundedInFull()
        && !state.over()
        && state.unitsNotShipped() > 0
        && !OrderMerge.completedBefore(state)) {
      var facet = Parcels.unnamed(OrderMerge.COMPLETED, order.completedAt());
      state = OrderMerge.fulfilments(state, List.of(facet));
      tellShipped();
    }
  }

  private void tellShipmentsChanged() {
    for (var shipment : state.shipments()) {
      if (shipment.live() && shipment.changed()) {
        changed(shipment, parcels.contents(state, shipment));
      }
    }
  }

  private void changed(Shipment before, Contents contents) {
    var changed = Parcels.changes(before, contents);
    state = state.with(before.with(contents));
    if (!changed.isEmpty()) {
      tell(
          What.SHIPMENT_CHANGED,
          before.id().toString(),
          String.join(", ", changed),
          new ShipmentChanged(
              before.id(),
              changed,
              before.carrier(),
              before.tracking(),
              changedAt(before.facet())));
    }
  }

  private static Instant changedAt(Fulfilment facet) {
    return facet.updatedAt().isBefore(facet.createdAt()) ? facet.createdAt() : facet.updatedAt();
  }

  private void tellShipmentsCancelled() {
    for (var shipment : state.shipments()) {
      var id = shipment.id().toString();
      var at = shipment.cancelledAt();
      if (shipment.told() && at != null && !state.told(What.SHIPMENT_CANCELLED, id)) {
        tell(What.SHIPMENT_CANCELLED, id, null, new ShipmentCancelled(shipment.id(), at));
      }
    }
  }

  private void tellMoved() {
    for (var shipment : state.shipments()) {
      for (var scan : shipment.fresh()) {
        moved(shipment.id(), scan);
      }
    }
  }

  private void moved(UUID id, ParcelScan scan) {
    var before =
        state.shipments().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    if (!before.told() && before.cancelledAt() == null) {
      return;
    }
    var after = before.heard(scan);
    state = state.with(after);
    if (after.live() && isNews(before, after, scan)) {
      var seen = scan.deleted() ? determining(after, scan) : scan;
      tell(
          What.PARCEL_MOVED,
          id.toString(),
          after.status().word(),
          new ParcelMoved(id, after.status(), previous(before, after), seen));
    }
  }

  /** What came back is told so, whatever trouble there was on its way. */
  private static ParcelStatus previous(Shipment before, Shipment after) {
    return after.cameBack() ? ParcelStatus.RETURNING : before.status();
  }

  /** A new status, or a carrier's newer sign of life on the way to one. */
  private static boolean isNews(Shipment before, Shipment after, ParcelScan scan) {
    if (after.status() != before.status()) {
      return true;
    }
    return !scan.deleted()
        && !scan.summary()
        && after.status() != ParcelStatus.DELIVERED
        && scan.status() != ParcelStatus.LABEL
        && ParcelProgress.inTime(before.scans()).stream()
            .allMatch(other -> other.at().isBefore(scan.at()));
  }

  /** What the parcel's status rests on after a scan was taken back. */
  private ParcelScan determining(Shipment shipment, ParcelScan deleted) {
    return ParcelProgress.inTime(shipment.scans()).stream()
        .filter(scan -> scan.status() == shipment.status())
        .reduce((earlier, later) -> later)
        .orElse(deleted);
  }

  private void tellCancelled() {
    if (state.over() && state.lastTold(What.CANCELLED) <= state.lastTold(What.REOPENED)) {
      tell(What.CANCELLED, null, null, new Cancelled(cancelReason(), cancelledAt()));
    }
  }

  private @Nullable String cancelReason() {
    var order = state.order();
    if (order != null && order.cancelledAt() != null) {
      return order.cancelReason();
    }
    if (state.calledOff() != null) {
      return state.calledOff().reason();
    }
    var presence = state.presence();
    return presence != null && presence.kind() == Milestone.Kind.DELETED ? "deleted" : null;
  }

  private Instant cancelledAt() {
    var order = state.order();
    if (order != null && order.cancelledAt() != null) {
      return order.cancelledAt();
    }
    var said = state.calledOff() != null ? state.calledOff() : state.presence();
    return said == null ? now : said.at();
  }

  private void tellRefunded() {
    var told = new ArrayList<Refund>();
    for (var refund : state.refunds()) {
      if (state.told(What.REFUNDED, refund.id())) {
        told.add(refund);
      }
    }
    for (var refund : state.refunds()) {
      if (!told.contains(refund)) {
        told.add(refund);
        boolean full = state.makeUpTheTotal(told) || fullAndLast(refund);
        tell(
            What.REFUNDED,
            refund.id(),
            full ? "full" : null,
            new Refunded(refund, parcels.items(state, refund.items()), full));
      }
    }
  }

  /** The platform says that with this one all has been given back. */
  private boolean fullAndLast(Refund refund) {
    return state.order() != null
        && state.order().refundedInFull()
        && state.refunds().indexOf(refund) == state.refunds().size() - 1;
  }

  private void tell(What what, @Nullable String of, @Nullable String detail, Happened news) {
    happened.add(news);
    state = state.telling(new Told(what, of, detail, news.at(), now));
  }
}
