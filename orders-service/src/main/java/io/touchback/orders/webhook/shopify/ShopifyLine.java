package io.touchback.orders.webhook.shopify;

import io.touchback.orders.PlainText;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.webhook.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line item, of an order or of a fulfilment. */
final class ShopifyLine {
  private ShopifyLine() {}

  static OrderLine read(Json line, @Nullable String currency, int units, boolean ships) {
    String name = name(line);
    String variant = line.text("variant_title");
    return new OrderLine(
        ShopifyId.of(line, "id"),
        name,
        variant == null || variant.equals("Default Title") || PlainText.hasWords(name, variant)
            ? null
            : variant,
        line.text("sku"),
        units,
        ships,
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

  static int ordered(Json line) {
    return Math.max(line.count("quantity", 0), line.count("current_quantity", 0));
  }

  /**
   * What left plus what may still leave. {@code current_quantity} alone does not tell: it also
   * falls when goods that had shipped come back, and would hide those that still have to go.
   *
   * @param packed units of each line that have left or are being packed, null if not told
   */
  static int leaving(Json line, @Nullable Map<String, Integer> packed) {
    return packed != null && line.has("fulfillable_quantity")
        ? Math.min(
            ordered(line),
            packed.getOrDefault(ShopifyId.of(line, "id"), 0)
                + line.count("fulfillable_quantity", 0))
        : line.count("current_quantity", ordered(line));
  }
}
