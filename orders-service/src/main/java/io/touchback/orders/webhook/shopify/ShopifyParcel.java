package io.touchback.orders.webhook.shopify;

import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.order.OrderUpdate.Scan;
import io.touchback.orders.order.OrderUpdate.Tracking;
import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.webhook.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fulfilment, alone or within an order, and what its carrier said. */
final class ShopifyParcel {
  /** Names of FulfillmentEventStatus; READY_… and BUYER_… of the unstable version among them. */
  private static final Map<String, ParcelStatus> STATUSES =
      Map.ofEntries(
          Map.entry("CONFIRMED", ParcelStatus.UNKNOWN),
          Map.entry("LABEL_PURCHASED", ParcelStatus.LABEL),
          Map.entry("LABEL_PRINTED", ParcelStatus.LABEL),
          Map.entry("CARRIER_PICKED_UP", ParcelStatus.PICKED_UP),
          Map.entry("IN_TRANSIT", ParcelStatus.IN_TRANSIT),
          Map.entry("DELAYED", ParcelStatus.DELAYED),
          Map.entry("OUT_FOR_DELIVERY", ParcelStatus.OUT_FOR_DELIVERY),
          Map.entry("ATTEMPTED_DELIVERY", ParcelStatus.ATTEMPT_FAILED),
          Map.entry("READY_FOR_PICKUP", ParcelStatus.READY_FOR_PICKUP),
          Map.entry("READY_FOR_RECIPIENT_PICKUP", ParcelStatus.READY_FOR_PICKUP),
          Map.entry("DELIVERED", ParcelStatus.DELIVERED),
          Map.entry("PICKED_UP", ParcelStatus.DELIVERED),
          Map.entry("FAILURE", ParcelStatus.PROBLEM),
          Map.entry("BUYER_ACTION_REQUIRED", ParcelStatus.PROBLEM),
          Map.entry("RETURNING_TO_SENDER", ParcelStatus.RETURNING));

  private ShopifyParcel() {}

  static OrderUpdate read(Json fulfilment, Instant receivedAt) {
    return OrderUpdate.of(ShopifyId.of(fulfilment, "order_id"))
        .withFulfilments(
            fulfilment(fulfilment, receivedAt)
                .map(parcel -> parcel.withRecipient(ShopifyPerson.recipient(fulfilment)))
                .toList());
  }

  /** Empty while it is open or pending: nothing has left yet, and nothing was called back. */
  static Stream<Fulfilment> fulfilment(Json fulfilment, Instant receivedAt) {
    return switch (String.valueOf(fulfilment.text("status"))) {
      case "success" -> Stream.of(fulfilment(fulfilment, false, receivedAt));
      case "cancelled", "error", "failure" -> Stream.of(fulfilment(fulfilment, true, receivedAt));
      default -> Stream.empty();
    };
  }

  static OrderUpdate scan(Json event, boolean deleted, Instant receivedAt) {
    String status = event.text("status");
    Instant at = event.instant("happened_at", "created_at");
    Scan scan =
        new Scan(
            ShopifyId.of(event, "id"),
            ShopifyId.of(event, "fulfillment_id"),
            null,
            status(status),
            status != null ? status : "unknown",
            event.text("message"),
            event.text("city"),
            event.text("country"),
            at != null ? at : receivedAt,
            event.date("estimated_delivery_at"),
            deleted);
    return OrderUpdate.of(ShopifyId.of(event, "order_id")).withScans(List.of(scan));
  }

  private static Fulfilment fulfilment(Json fulfilment, boolean cancelled, Instant receivedAt) {
    List<Json> lines = fulfilment.list("line_items");
    List<Tracking> tracking = ShopifyTracking.read(fulfilment);
    List<Item> items = items(lines, tracking);
    Instant updated = fulfilment.instant("updated_at", "created_at");
    Instant updatedAt = updated != null ? updated : receivedAt;
    Instant created = fulfilment.instant("created_at");
    String status = fulfilment.text("shipment_status");
    return new Fulfilment(
        ShopifyId.of(fulfilment, "id"),
        created != null ? created : updatedAt,
        updatedAt,
        cancelled,
        fulfilment.text("tracking_company"),
        null, // "service" is who packs (manual, an app), not how it travels.
        tracking,
        items,
        items.isEmpty() && !lines.isEmpty(),
        true, // Whether staff unticked the customer's mail is not in any payload.
        null,
        ShopifyPerson.address(fulfilment.at("destination")),
        fulfilment.date("estimated_delivery_at"),
        status == null ? null : status(status),
        status);
  }

  /**
   * What leaves; a gift card that goes by mail alone is not in the parcel. Where there is a number
   * to follow something leaves, even if the shop says of none of its products that it ships.
   */
  private static List<Item> items(List<Json> lines, List<Tracking> tracking) {
    boolean numbered = tracking.stream().anyMatch(t -> t.number() != null);
    boolean shipping = lines.stream().anyMatch(ShopifyLine::ships);
    return lines.stream()
        .filter(line -> ShopifyLine.ships(line) || numbered && !shipping)
        .flatMap(ShopifyParcel::item)
        .toList();
  }

  private static Stream<Item> item(Json line) {
    int quantity = line.count("quantity", 0);
    return quantity == 0
        ? Stream.empty()
        : Stream.of(new Item(ShopifyId.of(line, "id"), ShopifyLine.name(line), quantity));
  }

  private static ParcelStatus status(@Nullable String word) {
    return word == null
        ? ParcelStatus.UNKNOWN
        : STATUSES.getOrDefault(
            word.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_'),
            ParcelStatus.UNKNOWN);
  }
}
