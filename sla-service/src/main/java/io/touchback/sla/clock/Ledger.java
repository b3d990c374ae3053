package io.touchback.sla.clock;

import static io.touchback.messaging.Database.column;
import static io.touchback.messaging.Database.instant;
import static io.touchback.messaging.Database.instants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.messaging.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What each event said of an order, kept longer than any topic remembers. */
@Singleton
public final class Ledger {
  private static final Duration TOUCHES_NOTED_EVERY = Duration.ofDays(1);

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
    var known = new HashSet<String>();
    var unlocked = new TreeMap<>(shops);
    while (!unlocked.isEmpty()) {
      begin(unlocked).forEach(unlocked::remove);
      var held = hold(unlocked.keySet());
      unlocked.keySet().removeAll(held);
      known.addAll(held);
      // What is left now was forgotten between the two statements, and begins again.
    }
    return known;
  }

  /**
   * First those that nobody knows, then the others: whoever waits here holds none of the others, so
   * nobody waits in a circle.
   *
   * @return those that are new
   */
  private List<String> begin(Map<String, String> shops) {
    return database.query(
        row -> row.getString(1),
        """
        insert into watched (id, shop, touched_at)
        select id, shop, ? from unnest(?, ?) as watched (id, shop)
        on conflict do nothing returning id
        """,
        clock.instant(),
        shops.keySet().toArray(String[]::new),
        shops.values().toArray(String[]::new));
  }

  private List<String> hold(Set<String> orders) {
    if (orders.isEmpty()) {
      return List.of();
    }
    var touched = new HashMap<String, Instant>();
    database
        .query(
            row -> Map.entry(row.getString(1), instant(row, "touched_at")),
            """
            select id, touched_at from watched where id = any (?) order by id for no key update
            """,
            (Object) orders.toArray(String[]::new))
        .forEach(held -> touched.put(held.getKey(), held.getValue()));
    touch(touched);
    return List.copyOf(touched.keySet());
  }

  /** Noted once a day: a row that is locked but not written is cheap. */
  private void touch(Map<String, Instant> touched) {
    var now = clock.instant();
    var old = now.minus(TOUCHES_NOTED_EVERY);
    var stale =
        touched.keySet().stream()
            .filter(order -> Objects.requireNonNull(touched.get(order)).isBefore(old))
            .toArray(String[]::new);
    if (stale.length > 0) {
      database.update("update watched set touched_at = ? where id = any (?)", now, stale);
    }
  }

  /** Adds what is new, with the transaction's next statement; the orders are locked. */
  void add(List<Entry> entries) {
    database.updateLater(
        """
        insert into fact (event_id, order_id, name, at, read_at, said)
        select event_id, order_id, name, instant(at), instant(read_at), said
        from unnest(?, ?, ?, ?, ?, ?) as fact (event_id, order_id, name, at, read_at, said)
        """,
        column(entries, entry -> entry.fact().event()),
        column(entries, Entry::order),
        column(entries, entry -> entry.fact().name()),
        instants(entries, entry -> entry.fact().at()),
        instants(entries, entry -> entry.fact().readAt()),
        column(entries, entry -> write(entry.fact().said())));
  }

  /**
   * Looks at the next orders nothing was heard of since then, and forgets those of which no clock
   * runs: their facts, clocks and alerts.
   *
   * @param after the last that was looked at; others may stand in the way of many
   * @return those it looked at, at most {@code atMost}
   */
  List<Place> forget(Place after, Instant untouchedSince, int atMost) {
    return database.query(
        row -> new Place(instant(row, "touched_at"), row.getString("id")),
        """
        with old as (
          select id, touched_at from watched
          where touched_at < ? and (touched_at, id) > (?, ?)
          order by touched_at, id limit ? for update skip locked),
        gone as (
          select id from old
          where not exists (
            select from clock
            where subject_id = old.id and subject_type = 'order'
              and state in ('open', 'breached'))),
        facts as (delete from fact using gone where order_id = gone.id),
        clocks as (
          delete from clock using gone
          where subject_id = gone.id and subject_type = 'order' returning clock.id),
        alerts as (delete from alert using clocks where alert.id = clocks.id),
        orders as (delete from watched using gone where watched.id = gone.id)
        select id, touched_at from old order by touched_at, id
        """,
        untouchedSince,
        after.touchedAt(),
        after.id(),
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
            "select order_id, event_id, name, at, read_at, said from fact"
                + " where order_id = any (?) order by seq",
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
        instant(row, "at"),
        instant(row, "read_at"),
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

  /** An order among those that are forgotten one day, by when they were touched. */
  record Place(Instant touchedAt, String id) {
    static final Place FIRST = new Place(Instant.EPOCH, "");
  }

  /** A fact and the order it is about. */
  public record Entry(String shop, String order, Fact fact) {}
}
