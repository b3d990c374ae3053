package io.touchback.notify.notice;

import io.touchback.messaging.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Events put aside until their shop is heard of; none is ever dropped (RULES K6). */
@Singleton
final class WaitingEvents {
  private final Database database;

  WaitingEvents(Database database) {
    this.database = database;
  }

  void add(List<OrderEvent> events) {
    database.update(
        """
        insert into waiting_event (shop, order_id, name, happened_at, data)
        select shop, order_id, name, happened_at::timestamptz, data
        from unnest(?, ?, ?, ?, ?) with ordinality
          as event(shop, order_id, name, happened_at, data, place)
        order by place
        """,
        Database.column(events, OrderEvent::shop),
        Database.column(events, OrderEvent::orderId),
        Database.column(events, OrderEvent::name),
        Database.column(events, OrderEvent::at),
        Database.column(events, event -> EventJson.write(Told.of(event))));
  }

  /** The oldest of this shop, removed. */
  List<OrderEvent> take(String shop, int atMost) {
    return inTheirOrder(
        database.query(
            WaitingEvents::event,
            """
            delete from waiting_event where seq in (
              select seq from waiting_event where shop = ? order by seq limit ?)
            returning seq, name, happened_at, data
            """,
            shop,
            atMost));
  }

  /** All of these orders, removed. */
  List<OrderEvent> take(Collection<String> orderIds) {
    return inTheirOrder(
        database.query(
            WaitingEvents::event,
            """
            delete from waiting_event where order_id = any (?)
            returning seq, name, happened_at, data
            """,
            (Object) orderIds.toArray(String[]::new)));
  }

  private static Waiting event(ResultSet row) throws SQLException {
    return new Waiting(
        row.getLong("seq"),
        EventJson.read(row.getString("data"), Told.class)
            .event(row.getString("name"), Database.instant(row, "happened_at")));
  }

  private static List<OrderEvent> inTheirOrder(List<Waiting> events) {
    return events.stream().sorted(Comparator.comparing(Waiting::seq)).map(Waiting::event).toList();
  }

  Size size() {
    return database
        .query(
            row -> new Size(row.getLong(1), Duration.ofSeconds(row.getLong(2))),
            """
            select count(*), coalesce(extract(epoch from now() - min(waiting_since)), 0)::bigint
            from waiting_event
            """)
        .get(0);
  }

  /** What waits for its shop. */
  record Size(long events, Duration longest) {}

  private record Waiting(long seq, OrderEvent event) {}

  /** An event's data, both readings of it. */
  private record Told(OrderEvent.Facts facts, EventContent content) {
    static Told of(OrderEvent event) {
      return new Told(event.facts(), event.content());
    }

    OrderEvent event(String name, Instant at) {
      return new OrderEvent(name, at, facts, content);
    }
  }
}
