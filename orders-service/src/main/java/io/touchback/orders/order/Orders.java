package io.touchback.orders.order;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The orders, locked for a change; call it in a transaction. */
@ApplicationScoped
public class Orders {
  private final EntityManager entities;

  Orders(EntityManager entities) {
    this.entities = entities;
  }

  /** Locks those of these orders that are known, always in the same sequence: nobody deadlocks. */
  public OrderBook lock(Collection<OrderKey> keys) {
    var sorted = List.copyOf(new TreeSet<>(keys));
    return book(
        """
        select o.* from orders o
        join unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]))
          as wanted (shop, platform, platform_order_id)
          using (shop, platform, platform_order_id)
        order by o.shop, o.platform, o.platform_order_id
        for update of o
        """,
        column(sorted, OrderKey::shop),
        column(sorted, OrderKey::platform),
        column(sorted, OrderKey::platformOrderId));
  }

  /** Locks one order; empty if there is none. */
  public Optional<OrderBook> lock(UUID id) {
    var book = book("select * from orders where id = ?1 for update", id);
    return book.isEmpty() ? Optional.empty() : Optional.of(book);
  }

  /** Locks orders that have waited long enough, but not those that somebody is at work on. */
  public OrderBook lockWaited(Instant now, int atMost) {
    return book(
        """
        select * from orders where await_until <= ?1
        order by shop, platform, platform_order_id limit ?2
        for update skip locked
        """,
        now,
        atMost);
  }

  /** Locks orders whose customer has to be forgotten. */
  public OrderBook lockToErase(
      String shop,
      boolean all,
      Collection<String> platformOrderIds,
      @Nullable String email,
      @Nullable String phone,
      int atMost) {
    return book(
        """
        select * from orders
        where shop = ?1 and not erased
          and (?2 or platform_order_id = any (cast(?3 as text[]))
            or email_key = cast(?4 as text) or phone_key = cast(?5 as text))
        order by shop, platform, platform_order_id limit ?6
        for update
        """,
        shop,
        all,
        platformOrderIds.toArray(String[]::new),
        SearchKeys.email(email),
        SearchKeys.phone(phone),
        atMost);
  }

  private OrderBook book(String sql, @Nullable Object... parameters) {
    var query = entities.createNativeQuery(sql, OrderRow.class);
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    @SuppressWarnings("unchecked")
    List<OrderRow> rows = query.getResultList();
    return new OrderBook(
        entities, rows.stream().collect(toMap(OrderRow::key, Function.identity())));
  }

  private static String[] column(List<OrderKey> keys, Function<OrderKey, String> of) {
    return keys.stream().map(of).toArray(String[]::new);
  }
}
