package io.touchback.sla.clock;

import static io.touchback.messaging.Database.column;
import static io.touchback.messaging.Database.instant;
import static io.touchback.messaging.Database.instants;

import io.touchback.messaging.Database;
import io.touchback.sla.policy.Gate;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which clocks are open, by when they are due: an entry for each, written and deleted by whoever
 * has locked the clock itself.
 */
@Singleton
public final class DueTable {
  private static final UUID FIRST = new UUID(0, 0);

  /**
   * By row address: joins would be planned for as many rows as anybody could ask for. What a reader
   * has changed between the look and the lock is no longer due as it was. What has to follow its
   * shop is about to be stopped, or due at another time; those shops, mostly none, are looked up
   * once.
   */
  static final String FIRE =
      """
      with overdue as materialized (
        select due.ctid as entry, held.ctid as place
        from due_clock as due cross join lateral (
          select ctid from clock
          where clock.id = due.id and clock.due_at = due.due_at and clock.state = 'open'
            and shop <> all (array(select shop from shop where turned_by is not null))
          for update skip locked) as held
        where due.gate = ? and (due.due_at, due.id) > (?, ?) and due.due_at <= ?
        order by due.due_at, due.id limit ?),
      ended as (
        delete from due_clock where ctid = any (array(select entry from overdue)))
      update clock set state = case when stopped_at is null then 'breached' else 'late' end
      where ctid = any (array(select place from overdue))
      returning
      """
          + ClockTable.ALL;

  private final Database database;

  DueTable(Database database) {
    this.database = database;
  }

  /** With the transaction's next statement. */
  void add(Collection<Entry> entries) {
    if (!entries.isEmpty()) {
      database.updateLater(
          """
          insert into due_clock (gate, due_at, id)
          select gate, instant(due_at), id::uuid from unnest(?, ?, ?) as due (gate, due_at, id)
          """,
          column(entries, Entry::gate),
          instants(entries, Entry::dueAt),
          column(entries, Entry::id));
    }
  }

  /** With the transaction's next statement. */
  void remove(Collection<Entry> entries) {
    if (!entries.isEmpty()) {
      database.updateLater(
          """
          delete from due_clock as due
          using unnest(?, ?, ?) as ended (gate, due_at, id)
          where due.gate = ended.gate and due.due_at = instant(ended.due_at)
            and due.id = ended.id::uuid
          """,
          column(entries, Entry::gate),
          instants(entries, Entry::dueAt),
          column(entries, Entry::id));
    }
  }

  /**
   * Fires the open clocks of a gate that were due by then, the oldest first: at most so many, and
   * none that another sweep or a reader holds, or that has to follow its shop ({@link ShopTurns}).
   * In the caller's transaction.
   *
   * @param after the last one of the batch before: what was fired leaves dead entries behind, which
   *     a look from the beginning would have to pass
   * @return breached ones, and late ones that had been stopped when nobody looked
   */
  public List<Clock> fire(Gate gate, Optional<Clock> after, Instant dueBy, int atMost) {
    return database.query(
        ClockTable::clock,
        FIRE,
        gate.name(),
        after.map(Clock::dueAt).orElse(Instant.EPOCH),
        after.map(Clock::id).orElse(FIRST),
        dueBy,
        atMost);
  }

  /** When the next open clock of a gate is due. */
  public Optional<Instant> next(Gate gate) {
    return database
        .query(
            row -> instant(row, "due_at"),
            "select due_at from due_clock where gate = ? order by due_at limit 1",
            gate.name())
        .stream()
        .findFirst();
  }

  /** An open clock's. */
  record Entry(Gate gate, Instant dueAt, UUID id) {
    static Entry of(Clock clock) {
      return new Entry(clock.policy().gate(), clock.dueAt(), clock.id());
    }
  }
}
