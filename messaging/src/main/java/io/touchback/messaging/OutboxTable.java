package io.touchback.messaging;

import static io.touchback.messaging.Database.column;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outbox's rows, in SQL. */
@Singleton
final class OutboxTable {
  /** Counting further than this would cost more than it tells. */
  private static final int COUNTED = 100_000;

  /**
   * Of a long queue only its head is looked at: what stands behind it was appended later, by a
   * transaction that began a minute earlier at most.
   */
  private static final int LOOKED_AT = 1_000;

  /** So that a batch of large events fits into memory. */
  private static final int BYTES_AT_ONCE = 8 * 1024 * 1024;

  private final Database database;

  OutboxTable(Database database) {
    this.database = database;
  }

  /**
   * @param queued whether they are ours to publish
   */
  void insert(List<OutgoingEvent> events, @Nullable String traceparent, boolean queued) {
    database.update(
        """
        with appended as (
          insert into outbox (
            aggregatetype, aggregateid, type, payload, source, subject, event_time, traceparent)
          select topic, key, type, payload, source, subject, time::timestamptz, ?
          from unnest(?, ?, ?, ?, ?, ?, ?) with ordinality
            as event(topic, key, type, payload, source, subject, time, place)
          order by place
          returning aggregatetype, seq, created_at)
        insert into outbox_queue (topic, seq, created_at) select * from appended where ?
        """,
        traceparent,
        column(events, OutgoingEvent::topic),
        column(events, OutgoingEvent::key),
        column(events, OutgoingEvent::type),
        column(events, OutgoingEvent::payload),
        column(events, OutgoingEvent::source),
        column(events, OutgoingEvent::subject),
        column(events, OutgoingEvent::time),
        queued);
  }

  /** The oldest unpublished rows in order, but those of the keys that wait. */
  List<OutboxRow> unpublished(String topic, Collection<String> waitingKeys, int atMost) {
    return database.query(
        OutboxTable::row,
        """
        select * from (
          select *, sum(stored) over (order by seq) - stored as before
          from (
            select seq, id, aggregateid, type, source, subject, event_time, traceparent, payload,
              pg_column_size(payload) as stored
            from outbox_queue join outbox using (seq)
            where topic = ? and aggregateid <> all (?)
            order by seq limit ?) as oldest) as measured
        where before < ?
        order by seq
        """,
        topic,
        waitingKeys.toArray(String[]::new),
        atMost,
        BYTES_AT_ONCE);
  }

  /**
   * In one statement, so that no crash comes between publishing and forgetting. Its commit does not
   * wait for the disk: if the database falls down within the second that follows, events are
   * published once more, as after a crash of ours, and readers drop what they have seen.
   *
   * <p>By their ids, too: a database that has lost its last commits (a standby took over, a backup
   * was restored) gives their places to other events, which nobody has published.
   */
  void markPublished(String topic, Collection<OutboxRow> rows) {
    database.update(
        """
        with unhurried as materialized (select set_config('synchronous_commit', 'off', true)),
        published as (
          delete from outbox_queue using unhurried
          where topic = ? and seq = any (array(
            select outbox.seq from unnest(?, ?) as sent (seq, id)
            join outbox on outbox.seq = sent.seq and outbox.id = sent.id::uuid))
          returning seq, erased)
        update outbox set payload = '{}'
        where seq = any (array(select seq from published where erased))
        """,
        topic,
        rows.stream().map(OutboxRow::seq).toArray(Long[]::new),
        column(rows, OutboxRow::id));
  }

  /**
   * What was published leaves dead entries at the queue's head, which every look has to pass: more
   * often than autovacuum comes by.
   */
  void sweepQueue() {
    database.update("vacuum (skip_locked, truncate off) outbox_queue");
  }

  /** One whose payload is to be forgotten is given up: nobody can mend it any more. */
  void recordFailure(String topic, long seq, String error) {
    int forgotten =
        database.update(
            """
            with given_up as (
              delete from outbox_queue where topic = ? and seq = ? and erased returning seq)
            update outbox set payload = '{}' where seq = (select seq from given_up)
            """,
            topic,
            seq);
    if (forgotten == 0) {
      keepFailure(topic, seq, error);
    }
  }

  private void keepFailure(String topic, long seq, String error) {
    database.update(
        """
        update outbox_queue set attempts = attempts + 1, last_error = ? where topic = ? and seq = ?
        """,
        error,
        topic,
        seq);
  }

  /**
   * For each topic the instant (database time) before which nothing can be missing from it: every
   * event of a transaction that began earlier has been published.
   *
   * <p>Transactions are looked at before rows. The other way round, one that commits in between
   * would be in neither: its row not yet visible, the transaction no longer open.
   */
  Map<String, Instant> completeUpTo(Collection<String> topics) {
    var settled = oldestOpenTransaction();
    return database
        .query(
            row -> Map.entry(row.getString("topic"), Database.instant(row, "up_to")),
            """
            select topic, least(?::timestamptz, (
              select min(created_at) - case when count(*) < ? then interval '0' else interval '1 minute' end
              from (
                select created_at from outbox_queue
                where outbox_queue.topic = produced.topic order by seq limit ?) as oldest))
              - interval '1 microsecond' as up_to
            from unnest((select ?::text[])) as produced (topic)
            """,
            settled,
            LOOKED_AT,
            LOOKED_AT,
            topics.toArray(String[]::new))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * The start of the oldest transaction that may still append, or now. One that has written nothing
   * for longer than any transaction may last here (a minute) only reads: a report, a backup.
   *
   * <p>A little is taken off now: a transaction shows up a moment after the instant it is given.
   */
  private OffsetDateTime oldestOpenTransaction() {
    return database
        .query(
            row -> row.getObject(1, OffsetDateTime.class),
            """
            select least(clock_timestamp() - interval '50 milliseconds', min(xact_start))
            from pg_stat_activity
            where datname = current_database() and backend_type = 'client backend'
              and pid <> pg_backend_pid()
              and (backend_xid is not null
                or xact_start > clock_timestamp() - interval '1 minute')
            """)
        .get(0);
  }

  Backlog backlog() {
    return database
        .query(
            row -> new Backlog(row.getLong(1), Duration.ofMillis(row.getLong(2))),
            """
            select count(*),
              coalesce(extract(epoch from clock_timestamp() - min(created_at)) * 1000, 0)::bigint
            from (
              select created_at from outbox_queue order by topic, seq limit ?) as unpublished
            """,
            COUNTED)
        .get(0);
  }

  /**
   * Forgets the payloads of these keys, those not yet published as soon as they are. What the
   * broker has refused, or nobody here would publish, leaves the queue.
   *
   * @param queued whether they are ours to publish
   */
  void erase(Collection<String> keys, boolean queued) {
    var ofKeys = (Object) keys.toArray(String[]::new);
    database.update(
        """
        delete from outbox_queue queued using outbox
        where outbox.seq = queued.seq and aggregatetype = topic and aggregateid = any (?)
          and (attempts > 0 or not ?)
        """,
        ofKeys,
        queued);
    database.update(
        """
        update outbox_queue queued set erased = true from outbox
        where outbox.seq = queued.seq and aggregatetype = topic and aggregateid = any (?)
        """,
        ofKeys);
    database.update(
        """
        update outbox set payload = '{}'
        where aggregateid = any (?) and payload <> '{}' and not exists (
          select from outbox_queue where topic = aggregatetype and outbox_queue.seq = outbox.seq)
        """,
        ofKeys);
  }

  /**
   * Of the oldest rows those that wait for nothing and were appended before.
   *
   * @return how many were deleted, at most {@code atMost}
   */
  int deleteAppendedBefore(Duration age, int atMost) {
    return database.update(
        """
        delete from outbox where seq in (
          select seq from (
            select seq, aggregatetype, created_at from outbox order by seq limit ?) as oldest
          where created_at < clock_timestamp() - ? * interval '1 second' and not exists (
            select from outbox_queue
            where topic = aggregatetype and outbox_queue.seq = oldest.seq)
          limit ?)
        """,
        10 * atMost,
        age.toSeconds(),
        atMost);
  }

  private static OutboxRow row(ResultSet row) throws SQLException {
    return new OutboxRow(
        row.getLong("seq"),
        row.getString("id"),
        row.getString("aggregateid"),
        row.getString("type"),
        row.getString("source"),
        row.getString("subject"),
        Database.instant(row, "event_time"),
        row.getString("traceparent"),
        row.getBytes("payload"));
  }

  /** What waits to be published. */
  record Backlog(long rows, Duration age) {
    static final Backlog NONE = new Backlog(0, Duration.ZERO);
  }
}
