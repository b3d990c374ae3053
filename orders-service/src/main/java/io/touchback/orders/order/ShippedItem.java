package io.touchback.orders.order;

import org.jspecify.annotations.Nullable;

/** Units of an order line, with what they are called. */
public record ShippedItem(
    String lineId, String name, @Nullable String variant, @Nullable String sku, int quantity) {

  static ShippedItem of(OrderLine line, int quantity) {
    return new ShippedItem(line.id(), line.name(), line.variant(), line.sku(), quantity);
  }
}
