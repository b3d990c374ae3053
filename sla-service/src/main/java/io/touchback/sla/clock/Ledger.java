package io.touchback.sla.clock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.sla.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What each event said of an order, kept longer than any topic remembers. */
@Singleton
public final class Ledger {
  private final Database database;
  private final ObjectMapper json;
  private final java.time.Clock clock;

  Ledger(Database database, ObjectMapper json, java.time.Clock clock) {
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Locks these orders, always in the same order, so that readers of several topics take turns.
   *
   * @param shops by order
   * @return those of which something was known before; of the others there are no facts, no clocks
   */
  Set<String> lock(Map<String, String> shops) {
    var sorted = new TreeMap<>(shops);
    var known =
        database.query(
            row -> row.getBoolean("known") ? row.getString("id") : "",
            // Touched is noted once a day: a row whose indexed columns stay is cheap to write.
            """
            insert into watched (id, shop, touched_at)
            select id, shop, ? from unnest(?, ?) as watched (id, shop)
            on conflict (id) do update set touched_at =
              case when watched.touched_at < excluded.touched_at - interval '1 day'
                then excluded.touched_at else watched.touched_at end
            returning id, xmax <> 0 as known
            """,
            clock.instant(),
            sorted.keySet().toArray(String[]::new),
            sorted.values().toArray(String[]::new));
    var ids = new HashSet<>(known);
    ids.remove("");
    return ids;
  }

  /** Adds what is new; the orders are locked. */
  void add(List<Entry> entries) {
    database.update(
        """
        insert into fact (event_id, order_id, name, at, read_at, said)
        select event_id, order_id, name, at::timestamptz, read_at::timestamptz, said::jsonb
        from unnest(?, ?, ?, ?, ?, ?) with ordinality
          as fact (event_id, order_id, name, at, read_at, said, place)
        order by place
        """,
        column(entries, entry -> entry.fact().event()),
        column(entries, Entry::order),
        column(entries, entry -> entry.fact().name()),
        column(entries, entry -> entry.fact().at().toString()),
        column(entries, entry -> entry.fact().readAt().toString()),
        column(entries, entry -> write(entry.fact().said())));
  }

  /**
   * Forgets orders nothing was heard of since then and of which no clock runs: their facts, clocks
   * and alerts.
   *
   * @return how many, at most {@code atMost}
   */
  int forget(Instant untouchedSince, int atMost) {
    return database.update(
        """
        with old as (
          select id from watched
          where touched_at < ? and not exists (
            select from clock
            where subject_id = watched.id and subject_type = 'order'
              and state in ('open', 'breached'))
          order by touched_at limit ? for update skip locked),
        facts as (delete from fact using old where order_id = old.id),
        clocks as (
          delete from clock using old
          where subject_id = old.id and subject_type = 'order' returning clock.id),
        alerts as (delete from alert using clocks where alert.id = clocks.id)
        delete from watched using old where watched.id = old.id
        """,
        untouchedSince,
        atMost);
  }

  /** All facts of an order, as they were read. */
  public List<Fact> of(String order) {
    return of(List.of(order)).getOrDefault(order, List.of());
  }

  /** All facts of these orders, by order, as they were read. */
  Map<String, List<Fact>> of(Collection<String> orders) {
    if (orders.isEmpty()) {
      return Map.of();
    }
    var facts = new HashMap<String, List<Fact>>();
    database
        .query(
            row -> new Entry("", row.getString("order_id"), fact(row)),
            "select * from fact where order_id = any (?) order by seq",
            (Object) orders.toArray(String[]::new))
        .forEach(
            entry ->
                facts.computeIfAbsent(entry.order(), id -> new ArrayList<>()).add(entry.fact()));
    return facts;
  }

  private Fact fact(ResultSet row) throws SQLException {
    return new Fact(
        row.getString("event_id"),
        row.getString("name"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getObject("read_at", OffsetDateTime.class).toInstant(),
        read(row.getString("said")));
  }

  private Fact.Said read(String said) {
    try {
      return json.readValue(said, Fact.Said.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("fact.said cannot be read", e);
    }
  }

  private String write(Fact.Said said) {
    try {
      return json.writeValueAsString(said);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] column(List<Entry> entries, Function<Entry, String> of) {
    return entries.stream().map(of).toArray(String[]::new);
  }

  /** A fact and the order it is about. */
  public record Entry(String shop, String order, Fact fact) {}
}
