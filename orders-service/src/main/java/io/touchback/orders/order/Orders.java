package io.touchback.orders.order;

import static io.touchback.messaging.Database.column;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The orders: to be looked at, or locked for a change; call that in a transaction. */
@ApplicationScoped
public class Orders {
  private final OrderTable table;

  Orders(OrderTable table) {
    this.table = table;
  }

  /** The order as it is now, not locked. */
  public Optional<OrderState> find(UUID id) {
    return table.find("select state from orders where id = ?", id).stream().findFirst();
  }

  /** Those that a query finds, not locked; it selects their state. */
  public List<OrderState> find(String sql, @Nullable Object... arguments) {
    return table.find(sql, arguments);
  }

  /**
   * Locks those of these orders that are known, always in the same sequence: nobody deadlocks. One
   * after the other, each by its key, whatever the planner thinks of the table.
   */
  public OrderBook lock(Collection<OrderKey> keys) {
    var wanted = List.copyOf(new TreeSet<>(keys));
    return wanted.isEmpty()
        ? new OrderBook(table, List.of())
        : book(
            """
            select locked.state
            from (
              select * from unnest(?::text[], ?::text[], ?::text[])
                as k (shop, platform, platform_order_id)
              order by shop, platform, platform_order_id) as wanted
            cross join lateral (
              select o.state from orders o
              where o.shop = wanted.shop and o.platform = wanted.platform
                and o.platform_order_id = wanted.platform_order_id
              for update) as locked
            """,
            column(wanted, OrderKey::shop),
            column(wanted, OrderKey::platform),
            column(wanted, OrderKey::platformOrderId));
  }

  /** Locks one order; empty if there is none. */
  public Optional<OrderBook> lock(UUID id) {
    var book = book("select state from orders where id = ? for update", id);
    return book.isEmpty() ? Optional.empty() : Optional.of(book);
  }

  /** Locks orders that have waited long enough, but not those that somebody is at work on. */
  public OrderBook lockWaited(Instant now, int atMost) {
    return book(
        """
        select state from orders where await_until <= ?
        order by await_until limit ?
        for update skip locked
        """,
        now,
        atMost);
  }

  /** Locks the next orders of a shop on a platform: all of its customers have to be forgotten. */
  public OrderBook lockToErase(OrderKey after, int atMost) {
    return book(
        """
        select state from orders
        where shop = ? and platform = ? and platform_order_id > ? and not erased
        order by shop, platform, platform_order_id limit ?
        for update
        """,
        after.shop(),
        after.platform(),
        after.platformOrderId(),
        atMost);
  }

  /**
   * Locks orders whose customer has to be forgotten: those named, and what else is or was theirs.
   * First all are found, each way by its own index, of whichever shop: else the planner may walk
   * through all orders of this one.
   *
   * @param platform whose ids are named; null = none are. A person is the same on all.
   */
  public OrderBook lockToErase(
      String shop,
      @Nullable String platform,
      Collection<String> platformOrderIds,
      @Nullable String email,
      @Nullable String phone,
      int atMost) {
    var phones = SamePhones.of(phone);
    return book(
        """
        with found as materialized (
          select id, shop, platform, platform_order_id from orders
          where shop = ? and platform = ?::text and platform_order_id = any (?::text[])
            or email_key = ?::text or former_email_keys @> array[?::text]
            or phone_key = any (?)
            or phone_key ~>=~ ? and phone_key ~<~ ? and length(phone_key) <= ?)
        select state from found join orders using (id)
        where found.shop = ? and not erased
        order by found.platform, found.platform_order_id limit ?
        for update of orders
        """,
        shop,
        platform,
        platformOrderIds.toArray(String[]::new),
        SearchKeys.email(email),
        SearchKeys.email(email),
        phones.keys().toArray(String[]::new),
        phones.from(),
        phones.before(),
        phones.longest(),
        shop,
        atMost);
  }

  private OrderBook book(String sql, @Nullable Object... arguments) {
    return new OrderBook(table, table.find(sql, arguments));
  }
}
