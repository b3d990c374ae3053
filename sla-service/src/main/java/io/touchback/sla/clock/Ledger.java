package io.touchback.sla.clock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.sla.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  Ledger(Database database, ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  /**
   * Locks these orders, always in the same order, so that readers of several topics take turns.
   *
   * @param shops by order
   */
  void lock(Map<String, String> shops) {
    var sorted = new TreeMap<>(shops);
    database.update(
        """
        insert into watched (id, shop, touched_at)
        select id, shop, now() from unnest(?, ?) as watched (id, shop)
        on conflict (id) do update set touched_at = excluded.touched_at
        """,
        sorted.keySet().toArray(String[]::new),
        sorted.values().toArray(String[]::new));
  }

  /**
   * @return ids of the events that were not known
   */
  Set<String> add(List<Entry> entries) {
    return new HashSet<>(
        database.query(
            row -> row.getString(1),
            """
            insert into fact (event_id, order_id, name, at, read_at, said)
            select event_id, order_id, name, at::timestamptz, read_at::timestamptz, said::jsonb
            from unnest(?, ?, ?, ?, ?, ?) with ordinality
              as fact (event_id, order_id, name, at, read_at, said, place)
            order by place
            on conflict (event_id) do nothing
            returning event_id
            """,
            column(entries, entry -> entry.fact().event()),
            column(entries, Entry::order),
            column(entries, entry -> entry.fact().name()),
            column(entries, entry -> entry.fact().at().toString()),
            column(entries, entry -> entry.fact().readAt().toString()),
            column(entries, entry -> write(entry.fact().said()))));
  }

  /** All facts of an order, as they were read. */
  public List<Fact> of(String order) {
    return of(List.of(order)).getOrDefault(order, List.of());
  }

  /** All facts of these orders, by order, as they were read. */
  Map<String, List<Fact>> of(Collection<String> orders) {
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
