package io.touchback.orders.desk;

import io.touchback.orders.order.OrderRow;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.SearchKeys;
import io.touchback.orders.order.TrackingNumber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
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

  private final EntityManager database;

  OrderSearch(EntityManager database) {
    this.database = database;
  }

  Optional<OrderState> one(UUID id) {
    OrderRow row = OrderRow.findById(id);
    return Optional.ofNullable(row).map(OrderRow::state);
  }

  /** The newest first; all of them if nothing is asked for. */
  List<OrderState> newest(@Nullable String shop, @Nullable String asked, int page, int size) {
    var query = asked == null || asked.isBlank() ? ofShop(shop) : matching(shop, asked.strip());
    query.setFirstResult(page * size).setMaxResults(size);
    @SuppressWarnings("unchecked")
    List<OrderRow> rows = query.getResultList();
    return rows.stream().map(OrderRow::state).toList();
  }

  private jakarta.persistence.Query ofShop(@Nullable String shop) {
    return database
        .createNativeQuery(
            """
            select * from orders where cast(?1 as text) is null or shop = ?1
            order by placed_at desc, id
            """,
            OrderRow.class)
        .setParameter(1, shop);
  }

  private jakarta.persistence.Query matching(@Nullable String shop, String asked) {
    var name = SearchKeys.name(asked);
    return database
        .createNativeQuery(
            """
            select * from orders
            where (cast(?1 as text) is null or shop = ?1)
              and (number_key = ?2
                or email_key = ?3
                or phone_key like ?4
                or phone_key = any (cast(?5 as text[]))
                or tracking_keys @> cast(?6 as text[])
                or name_grams @> cast(?7 as text[]) and name_key like all (cast(?8 as text[])))
            order by placed_at desc, id
            """,
            OrderRow.class)
        .setParameter(1, shop)
        .setParameter(2, SearchKeys.number(asked))
        .setParameter(3, SearchKeys.email(asked))
        .setParameter(4, phonePrefix(asked))
        .setParameter(5, shorterPhones(asked))
        .setParameter(6, new String[] {TrackingNumber.key(asked)})
        .setParameter(7, gramsOrNobody(name))
        .setParameter(8, patterns(name));
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
