package io.touchback.notify.notice;

import static io.touchback.messaging.Database.bytes;
import static io.touchback.messaging.Database.column;

import io.touchback.messaging.Database;
import io.touchback.notify.notice.Claim.NoticeIdentity;
import io.touchback.notify.notice.Claim.Ticket;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of notices, as senders see it: claims, and writes that show their ticket. */
@Singleton
final class SendQueue {
  private static final String[] GOING_FIRST =
      Stream.of(NoticeKind.values())
          .filter(NoticeKind::goesFirst)
          .map(NoticeKind::word)
          .toArray(String[]::new);

  /**
   * From shop to shop by the first entry of each: one that has put all off, however much that is,
   * costs no more than another. Only of those of which something is due a state is looked at.
   */
  static final String SHOPS_WITH_WORK =
      """
      with recursive turn as (
        (select shop, due_at from notice
         where due_at is not null and shop > ? order by shop, due_at limit 1)
        union all
        select next.shop, next.due_at
        from turn cross join lateral (
          select n.shop, n.due_at from notice n
          where n.due_at is not null and n.shop > turn.shop
          order by n.shop, n.due_at limit 1) as next)
      select shop from turn
      where due_at <= now() and (
        select true from notice n
        where n.shop = turn.shop and n.due_at <= now()
          and n.state in ('PENDING', 'RETRY', 'UNKNOWN')
        limit 1)
      limit ?
      """;

  private final Database database;
  private final Clock clock;

  SendQueue(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Up to so many shops of which a notice is due that nobody has claimed, in the order of their
   * names.
   */
  List<String> shopsWithWork(String after, int atMost) {
    return database.query(row -> row.getString("shop"), SHOPS_WITH_WORK, after, atMost);
  }

  /**
   * Gives notices that are due to an instance, of each shop the same number at most. Of one order
   * and one mailbox one at a time: a problem first, be the others put off, then the oldest.
   */
  List<Claim> claim(long owner, Collection<String> shops, int ofEach) {
    return database.query(
        row ->
            new Claim(
                new Ticket(row.getObject("id", UUID.class), owner, row.getInt("fence")),
                NoticeState.valueOf(row.getString("was")),
                new NoticeIdentity(
                    row.getString("shop"),
                    row.getString("subject_id"),
                    NoticeKind.of(row.getString("kind")),
                    row.getString("transition")),
                row.getString("recipient"),
                row.getBoolean("address_suppressed"),
                row.getBytes("content"),
                row.getBytes("mail"),
                row.getString("identity"),
                row.getInt("attempts"),
                row.getInt("unknowns"),
                Duration.ofMillis(row.getLong("tried_for"))),
        """
        with due as (
          select mine.id, mine.state as was
          from unnest(?) as turn(shop), (values (?)) as kinds(first) cross join lateral (
            select n.id, n.state from notice n
            where n.shop = turn.shop and n.due_at <= now()
              and n.state in ('PENDING', 'RETRY', 'UNKNOWN')
              and not exists (
                select 1 from notice other
                where other.subject_id = n.subject_id
                  and other.shop is not distinct from n.shop
                  and other.recipient_hash is not distinct from n.recipient_hash
                  and case when other.state in ('PENDING', 'RETRY', 'UNKNOWN')
                    then (other.kind <> all (first), other.seq) < (n.kind <> all (first), n.seq)
                    else other.state in ('CLAIMED', 'SENDING') end)
            order by n.due_at, n.seq
            limit ? for no key update skip locked) as mine)
        update notice n
        set state = 'CLAIMED', owner = ?, fence = n.fence + 1
        from due, shop s
        where n.id = due.id and s.shop = n.shop
        returning n.id, n.fence, due.was, n.shop, n.subject_id, n.kind, n.transition, n.recipient,
          coalesce((
            select true from suppressed_address a
            where a.shop = n.shop and a.address_hash = n.recipient_hash), false)
            as address_suppressed,
          n.content, n.mail, s.identity, n.attempts, n.unknowns,
          coalesce(extract(epoch from now() - n.first_tried_at) * 1000, 0)::bigint as tried_for
        """,
        shops.toArray(String[]::new),
        GOING_FIRST,
        ofEach,
        owner);
  }

  /**
   * These are about to be handed over; committed before they are. May be said twice, and the
   * customer be erased in between: then there is nothing to send any more.
   *
   * @return those whose claim still holds
   */
  Set<UUID> sending(Collection<Letter> letters) {
    var rows = byId(letters, Letter::id);
    return new HashSet<>(
        database.query(
            row -> row.getObject("id", UUID.class),
            """
            update notice n
            set state = 'SENDING', mail = letter.mail, message_id = letter.message_id,
              history = n.history || ?
            from unnest(?, ?, ?, ?::bytea[], ?) as letter(id, owner, fence, mail, message_id)
            where n.id = letter.id::uuid and n.owner = letter.owner::bigint
              and n.fence = letter.fence::int and n.state in ('CLAIMED', 'SENDING')
              and n.content is not null
            returning n.id
            """,
            new HistoryLine(NoticeState.SENDING, clock.instant(), null).line(),
            column(rows, letter -> letter.claim().ticket().id()),
            column(rows, letter -> letter.claim().ticket().owner()),
            column(rows, letter -> letter.claim().ticket().fence()),
            bytes(rows, Letter::kept),
            column(rows, letter -> letter.mail().messageId())));
  }

  /**
   * What became of these, as far as their claims still hold. A try that met the same trouble as the
   * one before leaves no line in the history.
   */
  List<Ended> mark(Collection<Finished> finished) {
    var rows = byId(finished, one -> one.claim().ticket().id());
    return database.query(
        Ended::of,
        """
        update notice n
        set state = result.state, reason = result.reason,
          due_at = now() + result.due_in::float8 * interval '1 second',
          attempts = n.attempts + result.charged::int,
          first_tried_at = case when result.charged = '1'
            then coalesce(n.first_tried_at, now()) else n.first_tried_at end,
          unknowns = n.unknowns + (result.state = 'UNKNOWN')::int,
          owner = null,
          history = case when result.charged = '0' and n.reason = result.reason
            then regexp_replace(n.history, '[^\\n]*\\n$', '')
            else n.history || result.history end
        from unnest(?, ?, ?, ?, ?, ?, ?, ?)
          as result(id, owner, fence, state, reason, due_in, charged, history)
        where n.id = result.id::uuid and n.owner = result.owner::bigint
          and n.fence = result.fence::int and n.state in ('CLAIMED', 'SENDING')
        returning
        """
            + Ended.COLUMNS,
        column(rows, one -> one.claim().ticket().id()),
        column(rows, one -> one.claim().ticket().owner()),
        column(rows, one -> one.claim().ticket().fence()),
        column(rows, one -> one.verdict().state()),
        column(rows, one -> one.verdict().reason()),
        column(rows, one -> seconds(one.verdict().dueIn())),
        column(rows, one -> one.verdict().charged() ? 1 : 0),
        column(
            rows,
            one ->
                new HistoryLine(one.verdict().state(), one.at(), one.verdict().detail()).line()));
  }

  /**
   * Those of these that had been declared before their customers were erased: a claim ends them.
   */
  void giveBackErased(Collection<Letter> letters) {
    database.update(
        """
        update notice n set state = 'PENDING', owner = null
        from unnest(?, ?, ?) as letter(id, owner, fence)
        where n.id = letter.id::uuid and n.owner = letter.owner::bigint
          and n.fence = letter.fence::int and n.state = 'SENDING' and n.content is null
        """,
        column(letters, letter -> letter.claim().ticket().id()),
        column(letters, letter -> letter.claim().ticket().owner()),
        column(letters, letter -> letter.claim().ticket().fence()));
  }

  /** No more mail to these. */
  void suppressAddresses(Collection<Finished> refused) {
    database.update(
        """
        insert into suppressed_address (shop, address_hash, notice_id)
        select n.shop, n.recipient_hash, n.id from notice n
        where n.id = any (?::uuid[]) and n.recipient_hash is not null
        on conflict do nothing
        """,
        (Object) column(refused, one -> one.claim().ticket().id()));
  }

  /** What this instance claimed and does not know of goes back. */
  void giveBackAllBut(long owner, Collection<UUID> known) {
    database.update(
        """
        update notice set state = 'PENDING', owner = null
        where due_at is not null and owner = ? and state = 'CLAIMED' and id <> all (?::uuid[])
        """,
        owner,
        column(known, id -> id));
  }

  /**
   * Those of these that this instance declared, in a transaction of unknown end, and never handed
   * over. What is a minute old is known if it is under way; younger ones may be about to be.
   */
  void giveBackUnsent(long owner, Collection<UUID> inDoubt) {
    database.update(
        """
        update notice set state = 'PENDING', owner = null
        where id = any (?::uuid[]) and owner = ? and state = 'SENDING'
          and created_at < now() - interval '1 minute'
        """,
        column(inDoubt, id -> id),
        owner);
  }

  /**
   * What these instances claimed is anybody's; what they were sending may have arrived.
   *
   * @return how many became UNKNOWN
   */
  int release(Collection<Long> owners, String why) {
    var released =
        database.query(
            row -> NoticeState.valueOf(row.getString("state")),
            """
            update notice
            set owner = null, fence = fence + 1, due_at = now(),
              state = case state when 'CLAIMED' then 'PENDING' else 'UNKNOWN' end,
              reason = case state when 'CLAIMED' then reason else ? end,
              history = history || case state when 'CLAIMED' then '' else ? end,
              attempts = attempts + (state = 'SENDING')::int,
              unknowns = unknowns + (state = 'SENDING')::int,
              first_tried_at = coalesce(first_tried_at, now())
            where due_at is not null and owner = any (?::bigint[])
              and state in ('CLAIMED', 'SENDING')
            returning state
            """,
            why,
            new HistoryLine(NoticeState.UNKNOWN, clock.instant(), why).line(),
            column(owners, owner -> owner));
    return (int) released.stream().filter(state -> state == NoticeState.UNKNOWN).count();
  }

  /** As an erasure locks them: whoever waits for the other has nothing that the other wants. */
  private static <T> List<T> byId(Collection<T> rows, Function<T, UUID> id) {
    return rows.stream().sorted(Comparator.comparing((T row) -> id.apply(row).toString())).toList();
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis() / 1000.0;
  }
}
