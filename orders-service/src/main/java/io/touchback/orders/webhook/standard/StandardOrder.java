package io.touchback.orders.webhook.standard;

import io.touchback.orders.order.Address;
import io.touchback.orders.order.Customer;
import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Hold;
import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.webhook.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Data of our own {@code order.*} messages. */
final class StandardOrder {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  private StandardOrder() {}

  static OrderUpdate placed(Json data, Instant at) {
    return read(data, Strict.instant(data, "placedAt", at), at);
  }

  static OrderUpdate updated(Json data, Instant at) {
    return read(data, data.required(data.instant("placedAt"), "placedAt"), at);
  }

  private static OrderUpdate read(Json data, Instant placedAt, Instant at) {
    String id = data.requiredId("orderId");
    String number = data.text("number");
    Money total = Strict.money(data, "total", data);
    Instant paidAt = Strict.instant(data, "paidAt");
    boolean free = total != null && total.amount() == 0;
    boolean collected = Strict.flag(data, "collected", false);
    var order =
        new OrderUpdate.Order(
            number != null ? number : id,
            placedAt,
            Strict.instant(data, "updatedAt", at),
            paidAt == null && free ? placedAt : paidAt,
            null,
            null,
            null,
            Strict.flag(data, "test", false),
            false,
            customer(data),
            address(data, "shipTo"),
            total,
            lines(data, collected));
    if (collected) {
      order = order.asCollected();
    }
    return OrderUpdate.of(id)
        .with(Strict.flag(data, "shipsUnpaid", false) ? order.asShippedUnpaid() : order);
  }

  static OrderUpdate hold(Json data, Instant at, boolean released) {
    return OrderUpdate.of(data.requiredId("orderId"))
        .with(
            new Hold(
                data.text("reason"),
                Strict.date(data, "newDate"),
                Strict.instant(data, "at", at),
                released));
  }

  /** Some write what was given back as a negative amount. */
  static OrderUpdate refund(Json data, Instant at) {
    Money amount = Strict.money(data, "amount", data);
    return OrderUpdate.of(data.requiredId("orderId"))
        .withRefunds(
            List.of(
                new Refund(
                    data.requiredId("refundId"),
                    amount == null ? null : new Money(Math.abs(amount.amount()), amount.currency()),
                    data.text("reason"),
                    Strict.instant(data, "at", at),
                    items(data))));
  }

  static List<Item> items(Json data) {
    return Strict.list(data, "items").stream().map(StandardOrder::item).toList();
  }

  static @Nullable Address address(Json data, String name) {
    if (!data.has(name)) {
      return null;
    }
    Json address = data.at(name).object();
    return new Address(
        address.text("name"),
        address.text("line1"),
        address.text("line2"),
        address.text("postalCode"),
        address.text("city"),
        address.text("region"),
        country(address));
  }

  /** ISO 3166, or nothing that could be compared with one. */
  private static @Nullable String country(Json address) {
    String country = address.text("country");
    String code = country == null ? "" : country.toUpperCase(Locale.ROOT);
    return COUNTRY.matcher(code).matches() ? code : null;
  }

  private static Item item(Json item) {
    String id = item.object().requiredId("lineId");
    String name = item.text("name");
    return new Item(id, name != null ? name : id, Strict.units(item, "quantity"));
  }

  private static List<OrderLine> lines(Json data, boolean collected) {
    data.required(data.has("lines") ? data : null, "lines");
    return Strict.list(data, "lines").stream().map(line -> line(line, data, collected)).toList();
  }

  private static OrderLine line(Json line, Json data, boolean collected) {
    return new OrderLine(
        line.object().requiredId("lineId"),
        line.required(line.text("name"), "name"),
        line.text("variant"),
        line.text("sku"),
        Strict.units(line, "quantity"),
        Strict.flag(line, "ships", true) && !collected,
        Strict.money(line, "price", data));
  }

  private static Customer customer(Json data) {
    Json customer = data.has("customer") ? data.at("customer").object() : data.at("customer");
    return new Customer(
        customer.text("name"),
        customer.text("firstName"),
        customer.text("email"),
        customer.text("phone"),
        customer.text("locale"));
  }
}
