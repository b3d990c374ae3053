package io.touchback.orders.order;

import io.touchback.orders.StoredJson;
import io.touchback.orders.order.OrderUpdate.Tracking;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An order as it is kept: its whole state as JSON, and beside it what it is found by. */
record OrderRow(OrderState order, @Nullable String nameKey) {
  static OrderRow of(OrderState order) {
    return new OrderRow(order, SearchKeys.name(order.customer().name()));
  }

  String id() {
    return order.id().toString();
  }

  byte[] state() {
    return StoredJson.pack(order);
  }

  String numberKey() {
    return SearchKeys.number(order.number());
  }

  @Nullable String emailKey() {
    return SearchKeys.email(order.customer().email());
  }

  @Nullable String phoneKey() {
    return SearchKeys.phone(order.customer().phone());
  }

  /** With spaces between, as there is none in a gram: {@code unnest} knows no arrays of arrays. */
  String nameGrams() {
    return String.join(" ", SearchKeys.grams(nameKey));
  }

  /** With spaces between, too: a key is letters and digits. */
  String trackingKeys() {
    return order.shipments().stream()
        .flatMap(shipment -> shipment.facet().tracking().stream())
        .map(Tracking::number)
        .filter(Objects::nonNull)
        .map(TrackingKey::of)
        .filter(key -> !key.isEmpty())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  String placedAt() {
    return order.placedAt().toString();
  }

  @Nullable String awaitUntil() {
    return Objects.toString(order.awaitUntil(), null);
  }

  String erased() {
    return Boolean.toString(order.erased());
  }
}
