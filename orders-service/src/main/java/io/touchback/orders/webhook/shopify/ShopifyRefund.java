package io.touchback.orders.webhook.shopify;

import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.webhook.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Money given back: a refund resource, alone or within an order. */
final class ShopifyRefund {
  private ShopifyRefund() {}

  static OrderUpdate read(Json refund, Instant receivedAt) {
    return OrderUpdate.of(ShopifyId.of(refund, "order_id"))
        .withRefunds(given(refund, receivedAt).toList());
  }

  /**
   * Empty where no money went back (yet): lines taken off an order unpaid, a transaction that is
   * pending or failed. An update of the order tells once it has.
   */
  static Stream<Refund> given(Json refund, Instant receivedAt) {
    List<Json> given =
        refund.list("transactions").stream()
            .filter(t -> "refund".equals(t.text("kind")) && "success".equals(t.text("status")))
            .toList();
    if (given.isEmpty()) {
      return Stream.empty();
    }
    Instant at = refund.instant("processed_at", "created_at");
    return Stream.of(
        new Refund(
            ShopifyId.of(refund, "id"),
            Json.money(sum(given), given.get(0).text("currency", "currency_code")),
            null, // Its note is for the shop's staff only.
            at != null ? at : receivedAt,
            refund.list("refund_line_items").stream().flatMap(ShopifyRefund::item).toList()));
  }

  /** One refund is in one currency; null where an amount cannot be read. */
  private static @Nullable BigDecimal sum(List<Json> transactions) {
    List<@Nullable BigDecimal> amounts =
        transactions.stream().map(t -> t.decimal("amount")).toList();
    return amounts.contains(null)
        ? null
        : amounts.stream().filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Stream<Item> item(Json refunded) {
    int quantity = refunded.count("quantity", 0);
    return quantity == 0
        ? Stream.empty()
        : Stream.of(
            new Item(
                ShopifyId.of(refunded, "line_item_id"),
                ShopifyLine.name(refunded.at("line_item")),
                quantity));
  }
}
