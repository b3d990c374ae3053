package io.touchback.orders.webhook.shopify;

import io.touchback.orders.order.OrderLine;
import io.touchback.orders.webhook.Json;
import io.touchback.orders.webhook.PlainText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line item, of an order or of a fulfilment. */
final class ShopifyLine {
  private ShopifyLine() {}

  /**
   * @param packed units of each line that have left or are being packed, null if not told
   */
  static OrderLine read(
      Json line, @Nullable String currency, @Nullable Map<String, Integer> packed) {
    String id = ShopifyId.of(line, "id");
    String name = name(line);
    String variant = line.text("variant_title");
    return new OrderLine(
        id,
        name,
        variant == null || variant.equals("Default Title") || PlainText.hasWords(name, variant)
            ? null
            : variant,
        line.text("sku"),
        units(line, packed == null ? null : packed.getOrDefault(id, 0)),
        ships(line),
        ShopifyMoney.of(line, "price", currency));
  }

  static String name(Json line) {
    String name = line.text("name", "title", "sku");
    return name != null ? name : "–";
  }

  static boolean ships(Json line) {
    return !line.is("gift_card")
        && (!line.has("requires_shipping") || line.is("requires_shipping"));
  }

  /**
   * What left plus what may still leave. {@code current_quantity} alone does not tell: it also
   * falls when goods that had shipped come back, and would hide those that still have to go.
   */
  private static int units(Json line, @Nullable Integer packed) {
    int ordered = Math.max(line.count("quantity", 0), line.count("current_quantity", 0));
    return packed != null && line.has("fulfillable_quantity")
        ? Math.min(ordered, packed + line.count("fulfillable_quantity", 0))
        : line.count("current_quantity", ordered);
  }
}
