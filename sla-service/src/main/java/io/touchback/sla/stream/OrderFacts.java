package io.touchback.sla.stream;

import io.touchback.messaging.IncomingEvent;
import io.touchback.sla.clock.Fact;
import io.touchback.sla.clock.Heartbeats.Heard;
import io.touchback.sla.clock.Ledger.Entry;
import io.touchback.sla.stream.OrderData.Carrier;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events on {@code orders} as facts. */
@Singleton
final class OrderFacts {
  static final Set<String> NAMES =
      Set.of(
          "OrderPlaced",
          "OrderPaid",
          "OrderChanged",
          "OrderHeld",
          "OrderReleased",
          "OrderShipped",
          "ShipmentChanged",
          "ShipmentCancelled",
          "ParcelMoved",
          "OrderCancelled",
          "OrderRefunded",
          "CustomerErased");

  private final Payload payload;

  OrderFacts(Payload payload) {
    this.payload = payload;
  }

  /**
   * @throws io.touchback.messaging.UnreadableEvent where it names no shop, order or shipment
   */
  Entry of(IncomingEvent event, Instant now) {
    var at = EventTime.believed(event.time(), now);
    return new Draft(event, payload.of(event, OrderData.class), at, now).entry();
  }

  /**
   * @throws io.touchback.messaging.UnreadableEvent where it names no shop
   */
  Heard heard(IncomingEvent event, Instant now) {
    var shop = payload.of(event, OrderData.class).shop();
    return new Heard(
        Payload.required(shop, event, "shop"), EventTime.believed(event.time(), now), event.id());
  }

  private record Draft(IncomingEvent event, OrderData data, Instant at, Instant now) {
    /** Days further away than this are slips of a keyboard. */
    private static final Period FORESEEABLE = Period.ofYears(5);

    Entry entry() {
      var order = Optional.ofNullable(data.order());
      return new Entry(
          Payload.required(data.shop(), event, "shop"),
          Payload.required(order.map(OrderData.Order::id).orElse(null), event, "order.id"),
          new Fact(event.id(), event.name(), at, now, said()));
    }

    private Fact.Said said() {
      return new Fact.Said(
          data.order() == null ? null : order(data.order()),
          data.shipment() == null ? null : parcel(data.shipment()),
          data.scan() == null ? null : Words.clean(data.scan().status()),
          data.hold() == null ? null : newDate(data.hold().newDate()),
          null,
          data.scan() == null ? null : Words.clean(data.scan().previousStatus()));
    }

    private Fact.Order order(OrderData.Order order) {
      return new Fact.Order(
          Words.clean(order.number()),
          order.test(),
          order.imported(),
          believed(order.paidAt()),
          units(order),
          order.shipsUnpaid());
    }

    private @Nullable Integer units(OrderData.Order order) {
      return isKnown(order) && order.unitsToShip() != null
          ? Math.max(0, order.unitsToShip())
          : null;
    }

    /**
     * Without lines the order itself may not have been known yet, only a parcel of it; but one that
     * has a total, or is said to have changed, was, and all its lines were taken off.
     */
    private boolean isKnown(OrderData.Order order) {
      return !Boolean.FALSE.equals(order.lines())
          || order.total() != null
          || event.name().equals("OrderChanged");
    }

    private Fact.Parcel parcel(OrderData.Shipment shipment) {
      var carrier = Optional.ofNullable(shipment.carrier());
      var code = Words.clean(carrier.map(Carrier::code).orElse(null));
      var name = Words.clean(carrier.map(Carrier::name).orElse(null));
      return new Fact.Parcel(
          Payload.required(shipment.id(), event, "shipment.id"),
          shipment.number(),
          Words.clean(shipment.part()),
          Words.clean(shipment.status()),
          believed(shipment.shippedAt()),
          code == null && name != null ? name.toLowerCase(Locale.ROOT) : code,
          name == null ? code : name,
          numbered(shipment),
          foreseeable(shipment.estimatedDelivery()),
          shipment.destination() == null ? null : Words.clean(shipment.destination().country()));
    }

    private static boolean numbered(OrderData.Shipment shipment) {
      return Optional.ofNullable(shipment.tracking()).orElse(List.of()).stream()
          .anyMatch(tracking -> Words.clean(tracking.number()) != null);
    }

    private @Nullable Instant believed(@Nullable Instant told) {
      return told == null ? null : EventTime.believed(told, now);
    }

    /** A day that is over already puts nothing off. */
    private @Nullable LocalDate newDate(@Nullable LocalDate day) {
      var near = foreseeable(day);
      return near == null || near.isBefore(today().minusDays(1)) ? null : near;
    }

    private @Nullable LocalDate foreseeable(@Nullable LocalDate day) {
      boolean far =
          day == null
              || day.isBefore(today().minus(FORESEEABLE))
              || day.isAfter(today().plus(FORESEEABLE));
      return far ? null : day;
    }

    private LocalDate today() {
      return at.atOffset(ZoneOffset.UTC).toLocalDate();
    }
  }
}
