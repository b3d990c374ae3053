package io.touchback.orders.order;

import static io.touchback.messaging.Database.bytes;
import static io.touchback.messaging.Database.column;

import io.touchback.messaging.Database;
import io.touchback.orders.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of the orders, read and written many rows at a time. */
@ApplicationScoped
class OrderTable {
  private final Database database;

  OrderTable(Database database) {
    this.database = database;
  }

  /** Those that a query finds; it selects their state. */
  List<OrderState> find(String sql, @Nullable Object... arguments) {
    return database.query(
        row -> StoredJson.unpack(row.getBytes(1), OrderState.class), sql, arguments);
  }

  /**
   * Puts new orders into the table and changed ones in place of what they were, in this sequence. A
   * changed order is found by its id alone, so no plan ever reads the whole table; a new one that
   * somebody else has put there since is refused. Written with the transaction's next statement.
   */
  void put(Collection<OrderState> orders) {
    var rows = orders.stream().map(OrderRow::of).toList();
    database.updateLater(
        """
        insert into orders (id, shop, platform, platform_order_id, state, number_key, email_key,
          phone_key, name_key, name_grams, tracking_keys, placed_at, await_until, erased)
        select id, shop, platform, platform_order_id, state, number_key, email_key, phone_key,
          name_key, string_to_array(name_grams, ' '), string_to_array(tracking_keys, ' '),
          placed_at, await_until, erased
        from unnest(?::text[]::uuid[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]::timestamptz[],
          ?::text[]::timestamptz[], ?::text[]::boolean[])
          as told (id, shop, platform, platform_order_id, state, number_key, email_key,
            phone_key, name_key, name_grams, tracking_keys, placed_at, await_until, erased)
        on conflict (id) do update
        set (state, number_key, email_key, phone_key, name_key, name_grams, tracking_keys,
            placed_at, await_until, erased, former_email_keys)
          = (excluded.state, excluded.number_key, excluded.email_key, excluded.phone_key,
            excluded.name_key, excluded.name_grams, excluded.tracking_keys,
            excluded.placed_at, excluded.await_until, excluded.erased,
            case when excluded.erased then null
              when orders.email_key is not null
                and orders.email_key is distinct from excluded.email_key
              then array_append(
                array_remove(orders.former_email_keys, orders.email_key), orders.email_key)
              else orders.former_email_keys end)
        """,
        column(rows, OrderRow::id),
        column(rows, row -> row.order().shop()),
        column(rows, row -> row.order().platform()),
        column(rows, row -> row.order().platformOrderId()),
        bytes(rows, OrderRow::state),
        column(rows, OrderRow::numberKey),
        column(rows, OrderRow::emailKey),
        column(rows, OrderRow::phoneKey),
        column(rows, OrderRow::nameKey),
        column(rows, OrderRow::nameGrams),
        column(rows, OrderRow::trackingKeys),
        column(rows, OrderRow::placedAt),
        column(rows, OrderRow::awaitUntil),
        column(rows, OrderRow::erased));
  }
}
