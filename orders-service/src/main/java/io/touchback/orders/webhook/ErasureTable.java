package io.touchback.orders.webhook;

import static io.touchback.messaging.Database.column;

import io.touchback.messaging.Database;
import io.touchback.orders.order.OrderKey;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** The erasures' rows, in SQL: each is gone when it is done. */
@Singleton
class ErasureTable {
  private final Database database;

  ErasureTable(Database database) {
    this.database = database;
  }

  void add(Erasure erasure) {
    database.update(
        """
        insert into erasure (
          id, shop, platform, whole_shop, email, phone, platform_order_ids, since)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        erasure.id(),
        erasure.shop(),
        erasure.platform(),
        erasure.wholeShop(),
        erasure.email(),
        erasure.phone(),
        erasure.platformOrderIds().toArray(String[]::new),
        erasure.since());
  }

  /** The one that has waited longest, and that nobody else is at. */
  Optional<Erasure> next() {
    return database
        .query(
            ErasureTable::erasure,
            """
            select * from erasure order by coalesce(tried_at, since) limit 1
            for update skip locked
            """)
        .stream()
        .findFirst();
  }

  /** The others are first now. */
  void tried(UUID id) {
    database.update("update erasure set tried_at = clock_timestamp() where id = ?", id);
  }

  /** After which order it goes on; empty: it begins with the first. */
  String reached(UUID id) {
    return database
        .query(row -> row.getString(1), "select reached from erasure where id = ?", id)
        .get(0);
  }

  /**
   * It goes on after these, and the others are first now.
   *
   * @param batch which of them is the last only the database can tell, whose sequence it is; none =
   *     it begins again
   */
  void reached(UUID id, Collection<OrderKey> batch) {
    database.update(
        """
        update erasure
        set tried_at = clock_timestamp(),
          reached = (select coalesce(max(of_order), '') from unnest(?::text[]) as of_order)
        where id = ?
        """,
        column(batch, OrderKey::platformOrderId),
        id);
  }

  void done(UUID id) {
    database.update("delete from erasure where id = ?", id);
  }

  Unfinished unfinished() {
    return database
        .query(Unfinished::of, "select count(*), min(since) as oldest from erasure")
        .get(0);
  }

  private static Erasure erasure(ResultSet row) throws SQLException {
    return new Erasure(
        row.getObject("id", UUID.class),
        row.getString("shop"),
        row.getString("platform"),
        row.getBoolean("whole_shop"),
        row.getString("email"),
        row.getString("phone"),
        Database.texts(row, "platform_order_ids"),
        Database.instant(row, "since"));
  }
}
