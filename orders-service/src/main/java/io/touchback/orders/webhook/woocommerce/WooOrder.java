package io.touchback.orders.webhook.woocommerce;

import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.order.OrderUpdate.Milestone.Kind;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.webhook.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order as WooCommerce's REST API writes it (v3, and the legacy one's names).
 *
 * <p>{@code on-hold} is WooCommerce's word for "waits for the money" (bank transfer, cheque), so it
 * is no hold of ours: the order is unpaid, or, if it had been paid, its clock runs on.
 */
final class WooOrder {
  private static final Set<String> DRAFTS = Set.of("checkout-draft", "auto-draft", "draft");
  private static final Set<String> AT_THE_TILL = Set.of("pending", "failed", "cancelled", "trash");

  /** Bank transfer, cheque and cash on delivery: these start as on-hold or processing. */
  private static final Set<String> PAID_AWAY_FROM_THE_TILL = Set.of("bacs", "cheque", "cod");

  /** Some are of tracking plugins. Cash on delivery, too, is processing: the shop is to ship. */
  private static final Set<String> PAID =
      Set.of("processing", "completed", "refunded", "shipped", "partial-shipped", "delivered");

  private static final Set<String> ALL_LEFT = Set.of("completed", "shipped", "delivered");

  /**
   * WooCommerce's own, that of its point of sale among them, and renewals of subscriptions, which
   * copy the shipping of the first.
   */
  private static final Set<String> CHECKOUTS =
      Set.of("checkout", "store-api", "pos-rest-api", "subscription");

  private final Json order;
  private final Instant receivedAt;
  private final String status;

  WooOrder(Json order, Instant receivedAt) {
    this.order = order;
    this.receivedAt = receivedAt;
    // In the database, and so in some plugins, with a prefix.
    this.status =
        String.valueOf(order.text("status")).toLowerCase(Locale.ROOT).replaceFirst("^wc-", "");
  }

  String id() {
    return order.requiredId("id");
  }

  boolean isDraft() {
    return DRAFTS.contains(status);
  }

  boolean isTrashed() {
    return status.equals("trash");
  }

  /** Not before the order's own time: by a shop's fast clock it would be there again. */
  Instant trashedAt() {
    Instant updatedAt = updatedAt();
    return updatedAt.isAfter(receivedAt) ? updatedAt : receivedAt;
  }

  /**
   * An order that was not bought (yet) is only heard of; nothing is known of it, unless it was
   * confirmed before, to be paid in a way that we do not know.
   */
  OrderUpdate update() {
    if (!isAtTheTill()) {
      return bought();
    }
    return status.equals("cancelled")
        ? OrderUpdate.of(id())
            .withMilestones(List.of(new Milestone(Kind.WITHDRAWN, updatedAt(), null)))
        : OrderUpdate.of(id());
  }

  /**
   * The customer stands at the payment page, was refused there or went away, and must not be told
   * of an order. That it was heard of matters: else it would look imported if the money comes days
   * later. Staff cancelling an order that was never paid looks the same, unless the money was to
   * come another way.
   */
  private boolean isAtTheTill() {
    BigDecimal total = order.decimal("total");
    return AT_THE_TILL.contains(status)
        && !PAID_AWAY_FROM_THE_TILL.contains(String.valueOf(order.text("payment_method")))
        && time("date_paid") == null
        && !order.is("payment_details.paid")
        && (total == null || total.signum() != 0 || isEmpty());
  }

  /** Staff have only begun to write it. */
  private boolean isEmpty() {
    return order.list("line_items").isEmpty() && order.list("fee_lines").isEmpty();
  }

  private OrderUpdate bought() {
    Instant updatedAt = updatedAt();
    Instant placedAt = time(time("date_created", "created_at"), updatedAt);
    Instant completedAt = completedAt(updatedAt);
    List<WooParcel> parcels = WooTracking.parcels(order, completedAt != null);
    boolean collected = parcels.isEmpty() && isCollected();
    boolean ships = !parcels.isEmpty() || !collected && ships();
    String currency = order.text("currency");
    Money total = order.money("total", currency);
    List<Refund> refunds = refunds(currency, updatedAt);
    List<OrderLine> ordered =
        order.list("line_items").stream().map(line -> WooLine.read(line, ships, currency)).toList();
    List<OrderLine> lines =
        completedAt == null || isRefunded()
            ? ordered
            : WooUnpacked.without(ordered, parcels, refunds);
    String number = WooText.of(order, "number", "order_number");
    return OrderUpdate.of(id())
        .with(
            facet(
                new OrderUpdate.Order(
                    number != null ? number : id(),
                    placedAt,
                    updatedAt,
                    paidAt(total, placedAt, updatedAt),
                    status.equals("cancelled") ? updatedAt : null,
                    null,
                    collected || ships && !WooParcel.coverAll(parcels, lines) ? completedAt : null,
                    false,
                    isRefunded(),
                    WooPerson.customer(order),
                    WooPerson.address(order),
                    total,
                    lines),
                refunds,
                parcels,
                collected))
        .withFulfilments(
            parcels.stream()
                .map(p -> p.fulfilment(placedAt, completedAt, updatedAt, isUnsure(parcels)))
                .toList())
        .withRefunds(refunds);
  }

  private boolean isRefunded() {
    return status.equals("refunded");
  }

  /** Which parcel holds what, if nothing is told of several, or not all has left. */
  private boolean isUnsure(List<WooParcel> parcels) {
    return status.equals("partial-shipped")
        || parcels.stream().filter(WooParcel::isContentless).count() > 1;
  }

  /** The legacy API shows no refunds and metas; where they are shown, they are all there are. */
  private OrderUpdate.Order facet(
      OrderUpdate.Order facet, List<Refund> refunds, List<WooParcel> parcels, boolean collected) {
    var listed = order.has("refunds") ? facet.withOnly(refunds) : facet;
    listed =
        order.has("meta_data")
            ? listed.withOnlyParcels(parcels.stream().map(WooParcel::id).toList())
            : listed;
    return collected ? listed.asCollected() : listed;
  }

  private Instant updatedAt() {
    return time(time("date_modified", "updated_at"), receivedAt);
  }

  private @Nullable Instant paidAt(@Nullable Money total, Instant placedAt, Instant updatedAt) {
    if (total != null && total.amount() == 0 && !isEmpty()) {
      return placedAt;
    }
    Instant paid = time("date_paid");
    return paid == null && (PAID.contains(status) || order.is("payment_details.paid"))
        ? updatedAt
        : paid;
  }

  /**
   * When all of it is said to have left: by the order's status, or by WooCommerce's own
   * fulfilments, of which a webhook shows only this. What was refunded after it had left did leave.
   */
  private @Nullable Instant completedAt(Instant updatedAt) {
    String fulfilment = new WooMetas(order).text("_fulfillment_status");
    if (ALL_LEFT.contains(status) || "fulfilled".equals(fulfilment)) {
      return time(time("date_completed"), updatedAt);
    }
    return isRefunded() ? time("date_completed") : null;
  }

  /**
   * Lines do not say whether they are virtual, but the shop's own checkout adds a shipping line to
   * each order that needs one. Of orders that came another way (by hand, by an app) nothing is
   * concluded: they ship.
   */
  private boolean ships() {
    return !order.list("shipping_lines").isEmpty()
        || !order.has("shipping_lines")
        || !CHECKOUTS.contains(String.valueOf(order.text("created_via")));
  }

  /** What the customer collects is not sent. */
  private boolean isCollected() {
    List<Json> methods = order.list("shipping_lines");
    return !methods.isEmpty() && methods.stream().allMatch(WooOrder::isCollected);
  }

  private static boolean isCollected(Json method) {
    String id = String.valueOf(method.text("method_id"));
    return id.startsWith("local_pickup") || id.startsWith("pickup_location");
  }

  private List<Refund> refunds(@Nullable String currency, Instant updatedAt) {
    return order.list("refunds").stream()
        .flatMap(refund -> refund(refund, currency, updatedAt))
        .toList();
  }

  /** Amounts come as negative text. A refund of nothing only puts goods back into the stock. */
  private static Stream<Refund> refund(Json refund, @Nullable String currency, Instant updatedAt) {
    BigDecimal total = refund.decimal("total");
    return total != null && total.signum() == 0
        ? Stream.empty()
        : Stream.of(
            new Refund(
                refund.requiredId("id"),
                Json.money(total == null ? null : total.abs(), currency),
                WooText.of(refund, "reason", "refund"),
                updatedAt,
                List.of()));
  }

  /**
   * GMT where it is given. The shop's own time comes without its zone: taken as GMT it is up to 14
   * hours off, but never in the future.
   */
  private @Nullable Instant time(String... names) {
    for (String name : names) {
      Instant gmt = order.instant(name + "_gmt");
      Instant local = order.instant(name);
      if (gmt != null) {
        return gmt;
      }
      if (local != null) {
        return local.isBefore(receivedAt) ? local : receivedAt;
      }
    }
    return null;
  }

  private static Instant time(@Nullable Instant told, Instant otherwise) {
    return told != null ? told : otherwise;
  }
}
