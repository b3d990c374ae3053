package io.touchback.orders.webhook.woocommerce;

import static java.util.stream.Collectors.joining;

import io.touchback.orders.PlainText;
import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.webhook.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A line item of an order. */
final class WooLine {
  private WooLine() {}

  static OrderLine read(Json line, boolean ships, @Nullable String currency) {
    int quantity = line.count("quantity", 1);
    String name = name(line);
    return new OrderLine(
        line.requiredId("id"),
        name,
        variant(line, name),
        WooText.of(line, "sku"),
        quantity,
        ships,
        price(line, quantity, currency));
  }

  static String name(Json line) {
    String name = WooText.of(line, "name", "parent_name", "sku");
    return name != null ? name : "–";
  }

  /** Chosen attributes, which the name shows only if they are few. */
  private static @Nullable String variant(Json line, String name) {
    if (line.count("variation_id", 0) == 0) {
      return null;
    }
    String variant =
        line.list("meta_data").stream()
            .filter(meta -> !String.valueOf(meta.text("key")).startsWith("_"))
            .map(meta -> WooText.of(meta, "display_value", "value"))
            .filter(Objects::nonNull)
            .filter(value -> !PlainText.hasWords(name, value))
            .collect(joining(", "));
    return variant.isEmpty() ? null : variant;
  }

  /** What a unit cost the customer, with tax; WooCommerce's own {@code price} is without. */
  private static @Nullable Money price(Json line, int quantity, @Nullable String currency) {
    BigDecimal total = line.decimal("total");
    BigDecimal tax = line.decimal("total_tax");
    if (total == null || quantity == 0) {
      return line.money("price", currency);
    }
    BigDecimal paid = tax == null ? total : total.add(tax);
    return Json.money(paid.divide(BigDecimal.valueOf(quantity), 8, RoundingMode.HALF_UP), currency);
  }
}
