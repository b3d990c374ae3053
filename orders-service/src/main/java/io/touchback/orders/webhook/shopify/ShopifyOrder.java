package io.touchback.orders.webhook.shopify;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.webhook.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An order resource, with the fulfilments and refunds in it. */
final class ShopifyOrder {
  private static final Set<String> PAID = Set.of("paid", "partially_refunded", "refunded");
  private static final Pattern ON_DELIVERY =
      Pattern.compile("cash[ _-]on[ _-]delivery|\\bcod\\b", Pattern.CASE_INSENSITIVE);
  private static final Set<String> PACKED = Set.of("success", "open", "pending");

  private ShopifyOrder() {}

  static OrderUpdate read(Json order, String topic, Instant receivedAt) {
    return OrderUpdate.of(ShopifyId.of(order, "id"))
        .with(order(order, topic, receivedAt))
        .withFulfilments(
            order.list("fulfillments").stream()
                .flatMap(f -> ShopifyParcel.fulfilment(f, receivedAt))
                .toList())
        .withRefunds(
            order.list("refunds").stream()
                .flatMap(r -> ShopifyRefund.given(r, receivedAt))
                .toList());
  }

  private static OrderUpdate.Order order(Json order, String topic, Instant receivedAt) {
    Instant updated = order.instant("updated_at");
    Instant updatedAt = updated != null ? updated : receivedAt;
    Instant placedAt = placedAt(order, updatedAt);
    String currency = order.text("currency");
    Money total = ShopifyMoney.of(order, "total_price", currency);
    String number = order.text("name", "order_number");
    OrderUpdate.Order read =
        new OrderUpdate.Order(
            number != null ? number : ShopifyId.of(order, "id"),
            placedAt,
            updatedAt,
            paidAt(order, topic, total, placedAt, updatedAt),
            order.instant("cancelled_at"),
            cancelReason(order),
            null,
            order.is("test"),
            "refunded".equals(order.text("financial_status")),
            ShopifyPerson.customer(order),
            ShopifyPerson.address(order.at("shipping_address")),
            total,
            lines(order, currency));
    return shipsUnpaid(order) ? read.asShippedUnpaid() : read;
  }

  /**
   * Money that is reserved is taken when the order leaves, at many shops; what is paid on delivery
   * or by invoice is paid later still.
   */
  private static boolean shipsUnpaid(Json order) {
    String status = String.valueOf(order.text("financial_status"));
    return status.equals("authorized")
        || status.equals("pending")
            && (order.has("payment_terms")
                || order.list("payment_gateway_names").stream()
                    .map(gateway -> String.valueOf(gateway.value()))
                    .anyMatch(gateway -> ON_DELIVERY.matcher(gateway).find()));
  }

  /** Of a cancelled order all that was ordered: what is put back into stock counts as removed. */
  private static List<OrderLine> lines(Json order, @Nullable String currency) {
    Map<String, Integer> packed = packed(order);
    boolean cancelled = order.instant("cancelled_at") != null;
    boolean carriedHome = isCarriedHome(order);
    return order.list("line_items").stream()
        .map(
            line ->
                ShopifyLine.read(
                    line,
                    currency,
                    cancelled ? ShopifyLine.ordered(line) : ShopifyLine.leaving(line, packed),
                    ShopifyLine.ships(line) && !carriedHome))
        .toList();
  }

  /** Sold and handed over at the counter, which Shopify calls fulfilled like all else. */
  private static boolean isCarriedHome(Json order) {
    return "pos".equals(order.text("source_name"))
        && "fulfilled".equals(order.text("fulfillment_status"))
        && !order.has("shipping_address")
        && order.list("shipping_lines").isEmpty()
        && order.list("fulfillments").stream()
            .allMatch(fulfilment -> ShopifyTracking.read(fulfilment).isEmpty());
  }

  /** An imported order keeps its old day in {@code processed_at}. */
  private static Instant placedAt(Json order, Instant otherwise) {
    return Stream.of("created_at", "processed_at")
        .map(order::instant)
        .flatMap(Stream::ofNullable)
        .min(Instant::compareTo)
        .orElse(otherwise);
  }

  private static @Nullable Instant paidAt(
      Json order, String topic, @Nullable Money total, Instant placedAt, Instant updatedAt) {
    if (total != null && total.amount() == 0) {
      return placedAt;
    }
    if (!PAID.contains(String.valueOf(order.text("financial_status")))) {
      return null;
    }
    return topic.equals("orders/create") ? placedAt : updatedAt;
  }

  /** {@code fraud} is what the shop suspects; it is not for the customer to read. */
  private static @Nullable String cancelReason(Json order) {
    String reason = order.text("cancel_reason");
    return "fraud".equals(reason) ? null : reason;
  }

  /** Units of each line that have left or are being packed; null if the payload leaves that out. */
  private static @Nullable Map<String, Integer> packed(Json order) {
    return order.has("fulfillments")
        ? order.list("fulfillments").stream()
            .filter(f -> PACKED.contains(String.valueOf(f.text("status"))))
            .flatMap(f -> f.list("line_items").stream())
            .collect(
                groupingBy(
                    line -> ShopifyId.of(line, "id"), summingInt(l -> l.count("quantity", 0))))
        : null;
  }
}
