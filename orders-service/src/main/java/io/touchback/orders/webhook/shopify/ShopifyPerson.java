package io.touchback.orders.webhook.shopify;

import io.touchback.orders.order.Address;
import io.touchback.orders.order.Customer;
import io.touchback.orders.order.OrderUpdate.Recipient;
import io.touchback.orders.webhook.Json;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who ordered, and where parcels go. */
final class ShopifyPerson {
  private ShopifyPerson() {}

  /** What the order says of its contact wins over what the shop knows of the customer. */
  static Customer customer(Json order) {
    return new Customer(
        Stream.of("customer", "billing_address", "shipping_address")
            .map(person -> fullName(order.at(person)))
            .flatMap(Stream::ofNullable)
            .findFirst()
            .orElse(null),
        order.text(
            "customer.first_name", "billing_address.first_name", "shipping_address.first_name"),
        order.text("contact_email", "email", "customer.email"),
        order.text("phone", "customer.phone", "shipping_address.phone", "billing_address.phone"),
        locale(order.text("customer_locale")));
  }

  /**
   * Of a fulfilment that comes alone; null where it has no mail address. Its name is that of its
   * order and a number of its own: {@code #1001.1}, {@code #1001-F1}.
   */
  static @Nullable Recipient recipient(Json fulfilment) {
    String email = fulfilment.text("email");
    String name = fulfilment.text("name");
    return email == null
        ? null
        : new Recipient(
            new Customer(
                fullName(fulfilment.at("destination")),
                fulfilment.text("destination.first_name"),
                email,
                fulfilment.text("destination.phone"),
                null),
            name == null ? null : name.replaceFirst("(\\.|-F)[0-9]+$", ""));
  }

  /** Null where none is given: handed over, downloaded. */
  static @Nullable Address address(Json address) {
    String country = address.text("country_code");
    Address read =
        new Address(
            fullName(address),
            address.text("address1"),
            address.text("address2"),
            address.text("zip"),
            address.text("city"),
            address.text("province", "province_code"),
            country != null && country.matches("[A-Z]{2}") ? country : null);
    return Stream.of(read.line1(), read.postalCode(), read.city(), read.country())
            .allMatch(Objects::isNull)
        ? null
        : read;
  }

  private static @Nullable String fullName(Json person) {
    String name = person.text("name");
    String first = person.text("first_name");
    String last = person.text("last_name");
    if (name != null) {
      return name;
    }
    return first != null && last != null ? first + " " + last : first != null ? first : last;
  }

  private static @Nullable String locale(@Nullable String locale) {
    return locale != null && locale.matches("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,4}")
        ? locale.replace('_', '-')
        : null;
  }
}
