package io.touchback.orders.webhook.woocommerce;

import io.touchback.orders.order.Address;
import io.touchback.orders.order.Customer;
import io.touchback.orders.webhook.Json;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who ordered, and where parcels go. */
final class WooPerson {
  private WooPerson() {}

  static Customer customer(Json order) {
    Json billing = party(order, "billing");
    Json shipping = party(order, "shipping");
    return new Customer(
        either(fullName(billing), fullName(shipping)),
        either(WooText.of(billing, "first_name"), WooText.of(shipping, "first_name")),
        either(billing.text("email"), order.text("customer.email")),
        either(billing.text("phone"), shipping.text("phone")),
        null);
  }

  /** Null where nothing was to be sent; the billing address is no place to look for a parcel. */
  static @Nullable Address address(Json order) {
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

  /** The legacy API says billing_address where the newer says billing. */
  private static Json party(Json order, String role) {
    return order.has(role) ? order.at(role) : order.at(role + "_address");
  }

  private static @Nullable String fullName(Json person) {
    String first = WooText.of(person, "first_name");
    String last = WooText.of(person, "last_name");
    return first != null && last != null
        ? first + " " + last
        : either(either(first, last), WooText.of(person, "company"));
  }

  private static @Nullable String either(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }
}
