package io.touchback.orders.order;

import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.order.OrderUpdate.Tracking;
import io.touchback.orders.order.Shipment.Contents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is in a parcel, who carries it, and where it can be followed. */
final class Parcels {
  private final Carriers carriers;
  private final @Nullable String origin;

  /**
   * @param origin the country that the shop ships from
   */
  Parcels(Carriers carriers, @Nullable String origin) {
    this.carriers = carriers;
    this.origin = origin;
  }

  /** A parcel of which only its name and time are known; whatever the platform says is newer. */
  static Fulfilment unnamed(String id, Instant at) {
    return unnamed(id, at, List.of());
  }

  static Fulfilment unnamed(String id, Instant at, List<Tracking> tracking) {
    return new Fulfilment(
        id,
        at,
        Instant.EPOCH,
        false,
        null,
        null,
        tracking,
        List.of(),
        false,
        true,
        null,
        null,
        null,
        null,
        null);
  }

  /** Whether that is so yet; a platform's own name for a parcel may look like ours. */
  static boolean isUnnamed(Fulfilment facet) {
    return facet.updatedAt().equals(Instant.EPOCH);
  }

  /** Nothing leaves with it: the platform says so, or nothing in it is of a kind that ships. */
  boolean digital(OrderState state, Shipment shipment) {
    var facet = shipment.facet();
    if (facet.digital()) {
      return true;
    }
    if (!facet.tracking().isEmpty() || state.order() == null) {
      return false;
    }
    var lines = byId(state);
    return facet.items().isEmpty()
        ? !lines.isEmpty() && lines.values().stream().noneMatch(OrderLine::ships)
        : facet.items().stream().noneMatch(item -> ships(lines.get(item.lineId())));
  }

  Contents contents(OrderState state, Shipment shipment) {
    var facet = shipment.facet();
    var links =
        facet.tracking().stream()
            .map(t -> carriers.link(facet.carrierName(), t.number(), t.url(), origin))
            .toList();
    var first =
        links.isEmpty() ? carriers.link(facet.carrierName(), null, null, origin) : links.get(0);
    return new Contents(
        first.code() == null && first.name() == null
            ? null
            : new Carrier(first.code(), first.name()),
        links.stream().map(link -> new Tracking(link.number(), link.url())).toList(),
        items(state, shipment));
  }

  /** Of carrier, tracking and items those that a customer would want to know of. */
  static List<String> changes(Shipment before, Contents after) {
    var changes = new ArrayList<String>();
    if (!Carrier.same(before.carrier(), after.carrier())) {
      changes.add("carrier");
    }
    if (!keys(before.tracking()).equals(keys(after.tracking()))) {
      changes.add("tracking");
    }
    if (!units(before.items()).equals(units(after.items()))) {
      changes.add("items");
    }
    return changes;
  }

  List<ShippedItem> items(OrderState state, List<Item> items) {
    var lines = byId(state);
    return items.stream()
        .filter(item -> item.quantity() > 0)
        .map(item -> named(item, lines.get(item.lineId())))
        .toList();
  }

  /**
   * What a parcel was told to hold stands, unless the platform now says what is in it. Where
   * something is followed that holds nothing that ships, that is what left.
   */
  private List<ShippedItem> items(OrderState state, Shipment shipment) {
    var given = shipment.facet().items();
    if (given.isEmpty()) {
      return shipment.told() ? shipment.items() : unnamedItems(state, shipment);
    }
    var lines = byId(state);
    var shipping = given.stream().filter(item -> ships(lines.get(item.lineId()))).toList();
    return items(state, shipping.isEmpty() ? given : shipping);
  }

  private static List<ShippedItem> unnamedItems(OrderState state, Shipment shipment) {
    return shipment.facet().holdsWhoKnowsWhat()
        ? List.of()
        : everythingLeft(state, namedByOthers(state, shipment));
  }

  static List<ShippedItem> everythingLeft(OrderState state) {
    return everythingLeft(state, Map.of());
  }

  private static List<ShippedItem> everythingLeft(
      OrderState state, Map<String, Integer> elsewhere) {
    var notShipped = state.notShipped();
    ToIntFunction<OrderLine> left =
        line -> notShipped.applyAsInt(line) - elsewhere.getOrDefault(line.id(), 0);
    return state.lines().stream()
        .filter(line -> line.ships() && left.applyAsInt(line) > 0)
        .map(line -> ShippedItem.of(line, left.applyAsInt(line)))
        .toList();
  }

  /** Units of each line that are in parcels which are told next. */
  private static Map<String, Integer> namedByOthers(OrderState state, Shipment shipment) {
    return state.parcels().stream()
        .filter(other -> !other.told() && other.cancelledAt() == null)
        .filter(other -> !other.id().equals(shipment.id()) && !other.facet().digital())
        .flatMap(other -> other.facet().items().stream())
        .filter(item -> item.quantity() > 0)
        .collect(Collectors.toMap(Item::lineId, Item::quantity, Integer::sum));
  }

  private static ShippedItem named(Item item, @Nullable OrderLine line) {
    return line == null
        ? new ShippedItem(item.lineId(), item.name(), null, null, item.quantity())
        : ShippedItem.of(line, item.quantity());
  }

  private static boolean ships(@Nullable OrderLine line) {
    return line == null || line.ships();
  }

  private static Map<String, OrderLine> byId(OrderState state) {
    return state.lines().stream()
        .collect(Collectors.toMap(OrderLine::id, Function.identity(), (one, same) -> one));
  }

  /** A link alone is what is followed only where there is no number. */
  private static List<String> keys(List<Tracking> tracking) {
    return tracking.stream()
        .map(t -> t.number() == null ? Objects.toString(t.url(), "") : TrackingKey.of(t.number()))
        .toList();
  }

  private static Map<String, Integer> units(List<ShippedItem> items) {
    return items.stream()
        .collect(Collectors.toMap(ShippedItem::lineId, ShippedItem::quantity, Integer::sum));
  }
}
