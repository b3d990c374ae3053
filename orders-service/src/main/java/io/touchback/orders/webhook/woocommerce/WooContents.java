package io.touchback.orders.webhook.woocommerce;

import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.webhook.Json;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a plugin says is in a parcel: lines of the order, however it names them.
 *
 * @param items empty = not told, or not understood
 * @param told something was said, whether or not it was understood
 */
record WooContents(List<Item> items, boolean told) {
  static final WooContents NOT_TOLD = new WooContents(List.of(), false);

  /** Lines that are named by the line's id or by the product's. */
  static WooContents listed(Json order, List<Json> told) {
    return new WooContents(
        told.stream().flatMap(item -> item(order, item)).toList(), !told.isEmpty());
  }

  WooContents with(WooContents other) {
    return new WooContents(
        Stream.concat(items.stream(), other.items.stream()).toList(), told || other.told);
  }

  private static Stream<Item> item(Json order, Json told) {
    int quantity = told.count("qty", told.count("quantity", 1));
    return quantity == 0
        ? Stream.empty()
        : order.list("line_items").stream()
            .filter(line -> isOf(line, told))
            .limit(1)
            .map(line -> item(line, quantity));
  }

  private static Item item(Json line, int quantity) {
    return new Item(line.requiredId("id"), WooLine.name(line), quantity);
  }

  private static boolean isOf(Json line, Json told) {
    String lineId = told.id("order_item_id", "item_id", "id");
    String product = told.id("product", "product_id");
    return lineId != null
        ? lineId.equals(line.id("id"))
        : product != null
            && (product.equals(line.id("product_id")) || product.equals(line.id("variation_id")));
  }
}
