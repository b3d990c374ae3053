package io.touchback.orders.desk;

import static io.touchback.messaging.Database.column;

import io.touchback.messaging.Database;
import io.touchback.orders.desk.NoticeStream.Notice;
import io.touchback.orders.order.OrdersErased;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** The rows of what customers were told, in SQL. */
@Singleton
class NoticeTable {
  private final Database database;

  NoticeTable(Database database) {
    this.database = database;
  }

  /** The newest word of a notice holds, in whatever order its events come. */
  void keepNewest(List<Notice> notices) {
    database.update(
        """
        insert into notice as known (id, order_id, kind, state, reason, shipment_id, at)
        select distinct on (id) id, of, kind, state,
          -- A mail server's words may quote the address of a customer who is to be forgotten.
          case when (select erased from orders where orders.id = of)
            then null else reason end,
          shipment, at
        from unnest(?::text[]::uuid[], ?::text[]::uuid[], ?::text[], ?::text[], ?::text[],
          ?::text[]::uuid[], ?::text[]::timestamptz[])
          as told (id, of, kind, state, reason, shipment, at)
        order by id, at desc
        on conflict (id) do update
        set state = excluded.state, reason = excluded.reason, at = excluded.at
        where known.at < excluded.at
        """,
        column(notices, Notice::noticeId),
        column(notices, notice -> notice.subject().id()),
        column(notices, Notice::kind),
        column(notices, Notice::state),
        column(notices, Notice::reason),
        column(notices, Notice::shipmentId),
        column(notices, Notice::at));
  }

  /** In the transaction that forgets them. */
  void forget(@Observes OrdersErased erased) {
    database.update(
        "update notice set reason = null where order_id = any (?::uuid[])",
        (Object) column(erased.ids(), id -> id));
  }

  /** Oldest first. */
  List<ToldNotice> of(UUID orderId) {
    return database.query(
        NoticeTable::told, "select * from notice where order_id = ? order by at, id", orderId);
  }

  private static ToldNotice told(ResultSet row) throws SQLException {
    return new ToldNotice(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getString("state"),
        row.getString("reason"),
        row.getObject("shipment_id", UUID.class),
        Database.instant(row, "at"));
  }
}
