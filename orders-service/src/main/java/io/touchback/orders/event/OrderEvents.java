package io.touchback.orders.event;

import io.touchback.orders.order.Happened;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.Outcome;
import io.touchback.orders.order.ParcelScan;
import io.touchback.orders.order.Shipment;
import io.touchback.orders.order.TrackingLink;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Words what happened to an order as our events. */
@ApplicationScoped
public class OrderEvents {
  private static final Duration BELIEVED = Duration.ofDays(7);

  private final TrackingLink trackingLink;

  public OrderEvents(TrackingLink trackingLink) {
    this.trackingLink = trackingLink;
  }

  /**
   * The events of an outcome, in order.
   *
   * @param receivedAt when we heard of it: nothing is later, and nothing over 7 days earlier
   */
  public List<Dated> of(Outcome outcome, Instant receivedAt) {
    var wording = new Wording(outcome.state(), receivedAt);
    return outcome.happened().stream()
        .map(news -> new Dated(wording.event(news), believed(news.at(), receivedAt)))
        .toList();
  }

  private static Instant believed(Instant at, Instant receivedAt) {
    var earliest = receivedAt.minus(BELIEVED);
    return at.isBefore(earliest) ? earliest : at.isAfter(receivedAt) ? receivedAt : at;
  }

  /** One outcome's events share the order as it now is. */
  private final class Wording {
    private final OrderState state;
    private final String shop;
    private final Instant receivedAt;
    private final OrderSnapshot order;

    Wording(OrderState state, Instant receivedAt) {
      this.state = state;
      this.shop = state.shop();
      this.receivedAt = receivedAt;
      this.order = snapshot();
    }

    Event event(Happened news) {
      if (news instanceof Happened.Placed) {
        return new OrderPlaced(shop, order);
      }
      if (news instanceof Happened.Paid) {
        return new OrderPaid(shop, order);
      }
      if (news instanceof Happened.Changed) {
        return new OrderChanged(shop, order);
      }
      if (news instanceof Happened.Held held) {
        return new OrderHeld(shop, order, hold(held.hold()));
      }
      if (news instanceof Happened.Released) {
        return new OrderReleased(shop, order, new OrderReleased.Release(past(news.at())));
      }
      if (news instanceof Happened.Cancelled cancelled) {
        return new OrderCancelled(
            shop, order, new OrderCancelled.Cancellation(cancelled.reason(), past(cancelled.at())));
      }
      if (news instanceof Happened.Refunded refunded) {
        return new OrderRefunded(shop, order, refund(refunded));
      }
      if (news instanceof Happened.Erased) {
        return new CustomerErased(shop, new CustomerErased.Order(state.id()));
      }
      return parcelEvent(news);
    }

    private Event parcelEvent(Happened news) {
      if (news instanceof Happened.Shipped shipped) {
        return new OrderShipped(shop, order, shipment(shipped.shipment()));
      }
      if (news instanceof Happened.ShipmentCancelled cancelled) {
        return new ShipmentCancelled(shop, order, shipment(cancelled.shipment()));
      }
      if (news instanceof Happened.ShipmentChanged changed) {
        return new ShipmentChanged(
            shop,
            order,
            shipment(changed.shipment()),
            changed.changed(),
            new ShipmentChanged.Previous(changed.previousCarrier(), changed.previousTracking()));
      }
      if (news instanceof Happened.ParcelMoved moved) {
        return new ParcelMoved(shop, order, shipment(moved.shipment()), scan(moved));
      }
      throw new IllegalArgumentException("No event for " + news.getClass());
    }

    private OrderSnapshot snapshot() {
      var facet = state.order();
      return new OrderSnapshot(
          state.id(),
          state.number(),
          state.platform(),
          state.platformOrderId(),
          state.status(),
          state.test(),
          state.imported(),
          past(state.placedAt()),
          facet == null ? null : facet.total(),
          state.customer(),
          facet == null ? null : facet.shipTo(),
          state.lines(),
          state.unitsToShip(),
          trackingLink.to(state.id()),
          pastOrNull(state.paidAt()),
          facet == null ? null : facet.collected(),
          state.shipsUnpaid() ? Boolean.TRUE : null);
    }

    private ShipmentSnapshot shipment(UUID id) {
      var shipment =
          state.shipments().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
      return snapshot(shipment, shipment.facet());
    }

    private ShipmentSnapshot snapshot(Shipment shipment, OrderUpdate.Fulfilment facet) {
      var destination = facet.destination();
      return new ShipmentSnapshot(
          shipment.id(),
          shipment.number(),
          facet.id(),
          shipment.shownStatus(),
          shipment.carrier(),
          facet.service(),
          shipment.tracking(),
          shipment.items(),
          shipment.itemCount(),
          shipment.part(),
          facet.notifyCustomer(),
          past(facet.createdAt()),
          shipment.estimatedDelivery(),
          destination != null || state.order() == null ? destination : state.order().shipTo(),
          facet.personalNote(),
          pastOrNull(shipment.deliveredAt()));
    }

    private OrderHeld.Hold hold(OrderUpdate.Hold hold) {
      return new OrderHeld.Hold(hold.reason(), hold.newDate(), past(hold.at()));
    }

    private OrderRefunded.Refund refund(Happened.Refunded refunded) {
      var refund = refunded.refund();
      return new OrderRefunded.Refund(
          refund.id(),
          refund.amount(),
          refund.reason(),
          refunded.full(),
          past(refund.at()),
          refunded.items());
    }

    private ParcelMoved.Scan scan(Happened.ParcelMoved moved) {
      ParcelScan scan = moved.scan();
      return new ParcelMoved.Scan(
          moved.status(),
          moved.previous(),
          scan.rawStatus(),
          past(scan.at()),
          scan.message(),
          scan.city(),
          scan.country());
    }

    /** A clock that starts in the future would be silent till then. */
    private Instant past(Instant said) {
      return said.isAfter(receivedAt) ? receivedAt : said;
    }

    private @Nullable Instant pastOrNull(@Nullable Instant said) {
      return said == null ? null : past(said);
    }
  }
}
