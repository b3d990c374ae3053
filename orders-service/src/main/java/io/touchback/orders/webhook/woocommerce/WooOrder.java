package io.touchback.orders.webhook.woocommerce;

import io.touchback.orders.order.Address;
import io.touchback.orders.order.Customer;
import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.webhook.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
  /** Processing is also what cash on delivery starts with: the shop is to ship. */
  private static final Set<String> PAID =
      Set.of("processing", "completed", "refunded", "shipped", "partial-shipped", "delivered");

  private static final Set<String> AT_THE_TILL = Set.of("pending", "failed", "cancelled");

  /** These start as on-hold or processing. */
  private static final Set<String> PAID_ANOTHER_WAY = Set.of("bacs", "cheque", "cod");

  /** The last two are what tracking plugins add. */
  private static final Set<String> ALL_LEFT = Set.of("completed", "shipped", "delivered");

  private WooOrder() {}

  /** In small letters, without the prefix that it has in the database. */
  static String status(Json order) {
    return String.valueOf(order.text("status")).toLowerCase(Locale.ROOT).replaceFirst("^wc-", "");
  }

  /**
   * Not bought (yet): the customer stands at the payment page, was refused there or went away, and
   * must not be told of an order. It is heard of all the same, or it would look imported if the
   * money comes days later. A shop's staff cancelling an order that was never paid looks the same,
   * unless the money was to come another way.
   */
  static boolean atTheTill(Json order) {
    BigDecimal total = order.decimal("total");
    return AT_THE_TILL.contains(status(order))
        && !PAID_ANOTHER_WAY.contains(String.valueOf(order.text("payment_method")))
        && !order.has("date_paid_gmt")
        && !order.has("date_paid")
        && !order.is("payment_details.paid")
        && (total == null || total.signum() != 0);
  }

  static OrderUpdate read(Json order, Instant receivedAt) {
    Instant modified = time(order, receivedAt, "date_modified", "updated_at");
    Instant updatedAt = modified != null ? modified : receivedAt;
    Instant created = time(order, receivedAt, "date_created", "created_at");
    Instant placedAt = created != null ? created : updatedAt;
    Instant completedAt = completedAt(order, receivedAt, updatedAt);
    List<WooParcel> parcels = WooTracking.parcels(order, completedAt != null);
    List<Fulfilment> fulfilments =
        parcels.stream().map(p -> p.fulfilment(placedAt, completedAt, updatedAt)).toList();
    boolean ships = !parcels.isEmpty() || ships(order);
    String currency = order.text("currency");
    Money total = order.money("total", currency);
    String status = status(order);
    List<OrderLine> lines =
        order.list("line_items").stream().map(line -> WooLine.read(line, ships, currency)).toList();
    String number = WooText.of(order, "number", "order_number");
    String id = order.requiredId("id");
    return OrderUpdate.of(id)
        .with(
            new OrderUpdate.Order(
                number != null ? number : id,
                placedAt,
                updatedAt,
                paidAt(order, status, total, placedAt, updatedAt, receivedAt),
                status.equals("cancelled") ? updatedAt : null,
                null,
                ships && !WooParcel.coverAll(parcels, lines) ? completedAt : null,
                false,
                status.equals("refunded"),
                customer(order),
                address(order),
                total,
                lines))
        .withFulfilments(fulfilments)
        .withRefunds(
            order.list("refunds").stream()
                .flatMap(refund -> refund(refund, currency, updatedAt))
                .toList());
  }

  /**
   * GMT where it is given. The shop's own time comes without its zone: taken as GMT it is up to 14
   * hours off, but never in the future.
   */
  private static @Nullable Instant time(Json order, Instant receivedAt, String... names) {
    for (String name : names) {
      Instant gmt = order.instant(name + "_gmt");
      if (gmt != null) {
        return gmt;
      }
      Instant local = order.instant(name);
      if (local != null) {
        return local.isBefore(receivedAt) ? local : receivedAt;
      }
    }
    return null;
  }

  private static @Nullable Instant paidAt(
      Json order,
      String status,
      @Nullable Money total,
      Instant placedAt,
      Instant updatedAt,
      Instant receivedAt) {
    if (total != null && total.amount() == 0) {
      return placedAt;
    }
    Instant paid = time(order, receivedAt, "date_paid");
    return paid == null && (PAID.contains(status) || order.is("payment_details.paid"))
        ? updatedAt
        : paid;
  }

  /**
   * When all of it is said to have left: by the order's status, or by WooCommerce's own
   * fulfilments, of which a webhook shows only this.
   */
  private static @Nullable Instant completedAt(Json order, Instant receivedAt, Instant updatedAt) {
    String fulfilment = new WooMetas(order).text("_fulfillment_status");
    if (!ALL_LEFT.contains(status(order)) && !"fulfilled".equals(fulfilment)) {
      return null;
    }
    Instant completed = time(order, receivedAt, "date_completed");
    return completed != null ? completed : updatedAt;
  }

  /**
   * Lines do not say whether they are virtual, but the shop's own checkout adds a shipping line to
   * each order that needs one. Of orders that came another way (by hand, by an app) nothing is
   * concluded: they ship. What the customer collects is not sent.
   */
  private static boolean ships(Json order) {
    List<Json> methods = order.list("shipping_lines");
    if (!methods.isEmpty()) {
      return !methods.stream().allMatch(WooOrder::collected);
    }
    return !order.has("shipping_lines")
        || !Set.of("checkout", "store-api").contains(String.valueOf(order.text("created_via")));
  }

  private static boolean collected(Json method) {
    String id = String.valueOf(method.text("method_id"));
    return id.startsWith("local_pickup") || id.startsWith("pickup_location");
  }

  private static Customer customer(Json order) {
    Json billing = party(order, "billing");
    Json shipping = party(order, "shipping");
    String name = fullName(billing);
    String first = WooText.of(billing, "first_name");
    String email = billing.text("email");
    String phone = billing.text("phone");
    return new Customer(
        name != null ? name : fullName(shipping),
        first != null ? first : WooText.of(shipping, "first_name"),
        email != null ? email : order.text("customer.email"),
        phone != null ? phone : shipping.text("phone"),
        null);
  }

  /** Null where nothing was to be sent; the billing address is no place to look for a parcel. */
  private static @Nullable Address address(Json order) {
    Json shipping = party(order, "shipping");
    String country = shipping.text("country");
    Address read =
        new Address(
            fullName(shipping),
            WooText.of(shipping, "address_1"),
            WooText.of(shipping, "address_2"),
            shipping.text("postcode"),
            WooText.of(shipping, "city"),
            WooText.of(shipping, "state"),
            country != null && country.matches("[A-Z]{2}") ? country : null);
    return Stream.of(read.line1(), read.postalCode(), read.city()).allMatch(Objects::isNull)
        ? null
        : read;
  }

  private static Json party(Json order, String role) {
    return order.has(role) ? order.at(role) : order.at(role + "_address");
  }

  private static @Nullable String fullName(Json person) {
    String first = WooText.of(person, "first_name");
    String last = WooText.of(person, "last_name");
    if (first == null && last == null) {
      return WooText.of(person, "company");
    }
    return first != null && last != null ? first + " " + last : first != null ? first : last;
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
}
