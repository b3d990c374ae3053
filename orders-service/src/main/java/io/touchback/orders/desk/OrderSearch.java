package io.touchback.orders.desk;

import io.touchback.messaging.Filter;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.Orders;
import io.touchback.orders.order.SearchKeys;
import io.touchback.orders.order.TrackingKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds orders by whatever a caller can say: number, mail address, phone, name, tracking number.
 */
@ApplicationScoped
class OrderSearch {
  /** Fewer digits than this are no phone number; see {@link SearchKeys#phone}. */
  private static final int TELLING_DIGITS = 6;

  private final Orders orders;

  OrderSearch(Orders orders) {
    this.orders = orders;
  }

  Optional<OrderState> one(UUID id) {
    return orders.find(id);
  }

  /** The newest first; all of them if nothing is asked for. */
  List<OrderState> newest(@Nullable String shop, @Nullable String asked, int page, int size) {
    return asked == null || asked.isBlank()
        ? ofShop(shop, page, size)
        : matching(shop, asked.strip(), page, size);
  }

  private List<OrderState> ofShop(@Nullable String shop, int page, int size) {
    var filter = new Filter().with("shop = ?", shop);
    return orders.find(
        "select state from orders%s order by placed_at desc, id limit ? offset ?"
            .formatted(filter.where()),
        filter.arguments(size, page * size));
  }

  /** First all that match: else the newest are looked through, one by one, for the few that do. */
  private List<OrderState> matching(@Nullable String shop, String asked, int page, int size) {
    var name = SearchKeys.name(asked);
    return orders.find(
        """
        with found as materialized (
          select id, placed_at from orders
          where (?::text is null or shop = ?)
            and (number_key = ?
              or email_key = ?
              or phone_key like ?
              or phone_key = any (?::text[])
              or tracking_keys @> ?::text[]
              or name_grams @> ?::text[] and name_key like all (?::text[]))),
        page as (select * from found order by placed_at desc, id limit ? offset ?)
        select state from page join orders using (id) order by page.placed_at desc, id
        """,
        shop,
        shop,
        SearchKeys.number(asked),
        SearchKeys.email(asked),
        phonePrefix(asked),
        shorterPhones(asked),
        new String[] {TrackingKey.of(asked)},
        gramsOrNobody(name),
        patterns(name),
        size,
        page * size);
  }

  /** A number that ends in the digits asked for: written without its country code. */
  private static @Nullable String phonePrefix(String asked) {
    var key = phone(asked);
    return key == null ? null : key + "%";
  }

  /** Numbers that the digits asked for end in: kept without the country code. */
  private static String[] shorterPhones(String asked) {
    var key = phone(asked);
    return key == null
        ? new String[0]
        : IntStream.rangeClosed(TELLING_DIGITS, key.length())
            .mapToObj(length -> key.substring(0, length))
            .toArray(String[]::new);
  }

  /** A tracking number or a name is no phone number, though it may hold digits. */
  private static @Nullable String phone(String asked) {
    return asked.codePoints().anyMatch(Character::isLetter) ? null : SearchKeys.phone(asked);
  }

  /** No gram at all would be in every name. */
  private static String[] gramsOrNobody(@Nullable String name) {
    var grams = SearchKeys.grams(name);
    return grams.isEmpty() ? new String[] {""} : grams.toArray(String[]::new);
  }

  private static String[] patterns(@Nullable String name) {
    return name == null
        ? new String[0]
        : SearchKeys.parts(name)
            .map(part -> "%" + part.replaceAll("([\\\\%_])", "\\\\$1") + "%")
            .toArray(String[]::new);
  }
}
