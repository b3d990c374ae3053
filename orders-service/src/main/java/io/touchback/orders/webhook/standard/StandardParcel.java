package io.touchback.orders.webhook.standard;

import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Scan;
import io.touchback.orders.order.OrderUpdate.Tracking;
import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.webhook.Json;
import io.touchback.orders.webhook.UntranslatableException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Data of our own messages on shipments and parcels. */
final class StandardParcel {
  private StandardParcel() {}

  static OrderUpdate shipment(Json data, Instant at) {
    return OrderUpdate.of(data.requiredId("orderId"))
        .withFulfilments(
            List.of(
                new Fulfilment(
                    data.requiredId("shipmentId"),
                    Strict.instant(data, "shippedAt", at),
                    Strict.instant(data, "updatedAt", at),
                    false,
                    data.text("carrier"),
                    data.text("service"),
                    Strict.list(data, "tracking").stream().map(StandardParcel::tracking).toList(),
                    StandardOrder.items(data),
                    Strict.flag(data, "digital", false),
                    Strict.flag(data, "notifyCustomer", true),
                    data.text("note"),
                    StandardOrder.address(data, "destination"),
                    Strict.date(data, "estimatedDelivery"),
                    null,
                    null)));
  }

  static OrderUpdate cancelled(Json data, Instant otherwise) {
    Instant at = Strict.instant(data, "at", otherwise);
    return OrderUpdate.of(data.requiredId("orderId"))
        .withFulfilments(
            List.of(
                new Fulfilment(
                    data.requiredId("shipmentId"),
                    at,
                    at,
                    true,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    false,
                    true,
                    null,
                    null,
                    null,
                    null,
                    null)));
  }

  static OrderUpdate scan(Json data, Instant otherwise) {
    String shipment = data.id("shipmentId");
    String number = data.text("trackingNumber");
    if (shipment == null && number == null) {
      throw new UntranslatableException("data has neither shipmentId nor trackingNumber");
    }
    String word = data.required(data.text("status"), "status");
    Instant at = Strict.instant(data, "at", otherwise);
    boolean deleted = Strict.flag(data, "deleted", false);
    String id = deleted ? data.requiredId("scanId") : data.id("scanId");
    return OrderUpdate.of(data.requiredId("orderId"))
        .withScans(
            List.of(
                new Scan(
                    id != null
                        ? id
                        : (shipment != null ? shipment : number) + " " + word + " " + at,
                    shipment,
                    number,
                    status(word),
                    word,
                    data.text("message"),
                    data.text("city"),
                    data.text("country"),
                    at,
                    Strict.date(data, "estimatedDelivery"),
                    deleted)));
  }

  private static Tracking tracking(Json tracking) {
    String number = tracking.object().text("number");
    String url = tracking.link("url");
    if (number == null && url == null) {
      throw new UntranslatableException("data.tracking has an entry with neither number nor url");
    }
    return new Tracking(number, url);
  }

  /** One of our own words, or unknown: the word is kept all the same. */
  private static ParcelStatus status(String word) {
    return Stream.of(ParcelStatus.values())
        .filter(s -> s.name().equals(word.toUpperCase(Locale.ROOT).replace('-', '_')))
        .findFirst()
        .orElse(ParcelStatus.UNKNOWN);
  }
}
