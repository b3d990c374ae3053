package io.touchback.sla.clock;

import static io.touchback.messaging.Database.column;
import static io.touchback.messaging.Database.instant;
import static io.touchback.messaging.Database.instants;

import io.touchback.messaging.Database;
import io.touchback.sla.alert.Alert;
import io.touchback.sla.clock.Cycle.Mark;
import io.touchback.sla.policy.Hours;
import io.touchback.sla.policy.Policy;
import io.touchback.sla.policy.Target;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The clocks' rows, in SQL: many at a time. */
@Singleton
public final class ClockTable {
  /** What {@link #clock} reads. */
  static final String ALL =
      """
      clock.id, clock.shop, policy, subject_type, subject_id, number, shipment_id, started_at,
      started_by, started_what, target, hours, never_later_than, zone, deadline, due_at, state, stopped_at,
      stopped_by, stopped_what, silence
      """;

  /** Stops when its shop leaves. */
  private static final String RUNS = "state in ('open', 'breached')";

  /** Armed before its shop's zone was known, or stopped or never armed because it had left. */
  private static final String RUNS_ON =
      "(subject_type = 'order' and (state = 'open' and zone is null"
          + " or state in ('stopped', 'off') and stopped_what = '"
          + Alert.SHOP_NOT_ACTIVE
          + "'))";

  private final Database database;

  ClockTable(Database database) {
    this.database = database;
  }

  /** All clocks of these orders, locked against the sweep. */
  List<Clock> ofOrders(Collection<String> orders) {
    if (orders.isEmpty()) {
      return List.of();
    }
    return database.query(
        ClockTable::clock,
        "select "
            + ALL
            + " from clock where subject_id = any (?) and subject_type = 'order'"
            + " order by id for update",
        (Object) orders.toArray(String[]::new));
  }

  /** Those of these shops' heartbeats that may still move, locked against the sweep. */
  List<Clock> ofShops(Collection<String> shops) {
    return database.query(
        ClockTable::clock,
        "select "
            + ALL
            + " from clock where subject_id = any (?) and subject_type = 'shop'"
            + " and state in ('open', 'breached', 'off') order by id for update",
        (Object) shops.toArray(String[]::new));
  }

  public Optional<Clock> find(UUID id) {
    return database
        .query(ClockTable::clock, "select " + ALL + " from clock where id = ?", id)
        .stream()
        .findFirst();
  }

  /**
   * As they now are, whether they were there or not; written with the transaction's next statement.
   */
  void put(Collection<Clock> clocks) {
    if (clocks.isEmpty()) {
      return;
    }
    database.updateLater(
        """
        insert into clock (
          id, shop, policy, gate, subject_type, subject_id, number, shipment_id, started_at,
          started_by, started_what, target, hours, never_later_than, zone, deadline, due_at, state,
          stopped_at, stopped_by, stopped_what, silence)
        select id::uuid, shop, policy, gate, subject_type, subject_id, number, shipment_id,
          instant(started_at), started_by, started_what, target, hours, never_later_than, zone,
          deadline, instant(due_at), state, instant(stopped_at), stopped_by, stopped_what, silence
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as clock (
          id, shop, policy, gate, subject_type, subject_id, number, shipment_id, started_at,
          started_by, started_what, target, hours, never_later_than, zone, deadline, due_at, state,
          stopped_at, stopped_by, stopped_what, silence)
        on conflict (id) do update set
          number = excluded.number, started_at = excluded.started_at,
          started_by = excluded.started_by, started_what = excluded.started_what,
          target = excluded.target, hours = excluded.hours,
          never_later_than = excluded.never_later_than, zone = excluded.zone,
          deadline = excluded.deadline, due_at = excluded.due_at, state = excluded.state, stopped_at = excluded.stopped_at,
          stopped_by = excluded.stopped_by, stopped_what = excluded.stopped_what,
          silence = excluded.silence
        """,
        column(clocks, Clock::id),
        column(clocks, clock -> clock.subject().shop()),
        column(clocks, clock -> clock.policy().word()),
        column(clocks, clock -> clock.policy().gate()),
        column(clocks, clock -> clock.subject().type().word()),
        column(clocks, clock -> clock.subject().id()),
        column(clocks, clock -> clock.subject().number()),
        column(clocks, Clock::shipment),
        instants(clocks, clock -> clock.start().at()),
        column(clocks, clock -> clock.start().event()),
        column(clocks, clock -> clock.start().what()),
        column(clocks, clock -> clock.timing().target()),
        column(clocks, clock -> clock.timing().hours().word()),
        column(clocks, clock -> clock.timing().cap()),
        column(clocks, clock -> clock.timing().zone()),
        column(clocks, Clock::deadline),
        instants(clocks, Clock::dueAt),
        column(clocks, clock -> clock.state().word()),
        instants(clocks, clock -> clock.stop() == null ? null : clock.stop().at()),
        column(clocks, clock -> clock.stop() == null ? null : clock.stop().event()),
        column(clocks, clock -> clock.stop() == null ? null : clock.stop().what()),
        column(clocks, Clock::silence));
  }

  void drop(Collection<UUID> ids) {
    if (!ids.isEmpty()) {
      database.updateLater(
          "delete from clock where id = any (?::uuid[])",
          (Object) ids.stream().map(UUID::toString).toArray(String[]::new));
    }
  }

  /**
   * The next clocks of a shop by when they are due, whatever becomes of them: one statement never
   * looks at more than it may.
   */
  List<Passed> pass(Shop shop, Passed after, int atMost) {
    return database.query(
        row ->
            new Passed(
                row.getObject("id", UUID.class),
                instant(row, "due_at"),
                row.getString("subject_id"),
                row.getBoolean("concerned")),
        "select id, due_at, subject_id, "
            + (shop.active() ? RUNS_ON : RUNS)
            + " as concerned from clock where shop = ? and (due_at, id) > (?, ?)"
            + " order by due_at, id limit ?",
        shop.name(),
        after.dueAt(),
        after.id(),
        atMost);
  }

  /**
   * Stops those of these clocks that run.
   *
   * @return ids of those that had been breached
   */
  List<UUID> stop(Collection<Passed> clocks, Mark by) {
    return database.query(
        row -> row.getObject(1, UUID.class),
        "with held as (select id, gate, due_at, state from clock where "
            + RUNS
            + " and id = any (?::uuid[]) order by id for update),"
            + """
            ended as (
              delete from due_clock as due using held
              where due.gate = held.gate and due.due_at = held.due_at and due.id = held.id),
            stopped as (
              update clock
              set state = 'stopped', stopped_at = ?, stopped_by = ?, stopped_what = ?
              from held where clock.id = held.id)
            select id from held where state = 'breached'
            """,
        column(clocks, Passed::id),
        by.at(),
        by.event(),
        by.what());
  }

  /**
   * Forgets heartbeats that were due and stopped before then; most that stopped in time are not
   * kept at all.
   *
   * @return how many, at most {@code atMost}
   */
  int forgetHeartbeats(Instant stoppedBefore, int atMost) {
    return database.update(
        """
        delete from clock where id in (
          select id from clock
          where subject_type = 'shop' and due_at < ? and state in ('stopped', 'late')
            and stopped_at < ?
          order by due_at limit ? for update skip locked)
        """,
        stoppedBefore,
        stoppedBefore,
        atMost);
  }

  /** How many clocks of each policy run. */
  Map<Policy, Long> running() {
    var counts = new EnumMap<Policy, Long>(Policy.class);
    Arrays.stream(Policy.values()).forEach(policy -> counts.put(policy, 0L));
    database
        .query(
            row -> Map.entry(Policy.of(row.getString(1)), row.getLong(2)),
            // Not the clocks by their states: most of them are over.
            """
            select policy, count(*) from (
              select clock.policy from due_clock join clock using (id)
              union all
              select clock.policy from alert join clock using (id)
              where alert.state in ('open', 'retracted') and clock.state = 'breached') as running
            group by policy
            """)
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }

  static Clock clock(ResultSet row) throws SQLException {
    var subject =
        new Subject(
            row.getString("shop"),
            Subject.Type.of(row.getString("subject_type")),
            row.getString("subject_id"),
            row.getString("number"));
    return new Clock(
        row.getObject("id", UUID.class),
        subject,
        Policy.of(row.getString("policy")),
        row.getString("shipment_id"),
        new Mark(
            instant(row, "started_at"), row.getString("started_by"), row.getString("started_what")),
        timing(row),
        Deadline.of(row.getString("deadline")),
        instant(row, "due_at"),
        Clock.State.of(row.getString("state")),
        stop(row),
        row.getString("silence"));
  }

  private static Timing timing(ResultSet row) throws SQLException {
    var cap = row.getString("never_later_than");
    var zone = row.getString("zone");
    return new Timing(
        Target.stored(row.getString("target")),
        Hours.of(row.getString("hours")),
        cap == null ? null : Target.stored(cap),
        zone == null ? null : ZoneId.of(zone));
  }

  private static @Nullable Mark stop(ResultSet row) throws SQLException {
    return row.getObject("stopped_at") == null
        ? null
        : new Mark(
            instant(row, "stopped_at"), row.getString("stopped_by"), row.getString("stopped_what"));
  }

  /**
   * A clock that was come by.
   *
   * @param subject id of what it is about
   * @param concerned whether it has to follow its shop
   */
  record Passed(UUID id, Instant dueAt, String subject, boolean concerned) {
    /** Before all of them. */
    static final Passed NONE = new Passed(new UUID(0, 0), Instant.EPOCH, "", false);
  }
}
