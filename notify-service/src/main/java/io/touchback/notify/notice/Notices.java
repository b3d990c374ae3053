package io.touchback.notify.notice;

import static io.touchback.messaging.Database.bytes;
import static io.touchback.messaging.Database.column;

import io.touchback.messaging.Database;
import io.touchback.notify.NotifyConfig;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table of notices, as the reading of events sees it. */
@Singleton
final class Notices {
  private final Database database;
  private final KeyedHash hash;
  private final Clock clock;
  private final Event<NoticesDue> due;
  private final double settleSeconds;

  Notices(
      Database database, KeyedHash hash, Clock clock, Event<NoticesDue> due, NotifyConfig config) {
    this.database = database;
    this.hash = hash;
    this.clock = clock;
    this.due = due;
    this.settleSeconds = config.send().settle().toMillis() / 1000.0;
  }

  /** Of these orders, with the order's id. */
  List<OfOrder> decided(Collection<String> orderIds) {
    return database.query(
        row ->
            new OfOrder(
                row.getString("shop"),
                row.getString("subject_id"),
                new Decided(
                    row.getObject("id", UUID.class),
                    NoticeKind.of(row.getString("kind")),
                    row.getString("transition"),
                    row.getString("shipment_id"),
                    Database.instant(row, "happened_at"),
                    row.getString("reason"),
                    row.getBoolean("waiting"),
                    row.getBoolean("ahead"))),
        """
        select shop, subject_id, id, kind, transition, shipment_id, happened_at, reason,
          state in ('PENDING', 'RETRY') as waiting,
          state in ('PENDING', 'CLAIMED', 'SENDING', 'RETRY', 'UNKNOWN') as ahead
        from notice where subject_id = any (?)
        order by seq
        """,
        (Object) orderIds.toArray(String[]::new));
  }

  /**
   * Those that have a letter are on their way from birth. Those whose address is suppressed are
   * not, and nothing of their letter is kept.
   *
   * @return the states of those that were not there before
   */
  Map<UUID, NoticeState> insert(List<NewNotice> notices, Map<UUID, Letter> letters) {
    var born = clock.instant();
    var states = new HashMap<UUID, NoticeState>();
    database.query(
        row ->
            states.put(
                row.getObject("id", UUID.class), NoticeState.valueOf(row.getString("state"))),
        """
        insert into notice (
          id, shop, subject_id, subject_number, kind, transition, shipment_id, happened_at,
          state, reason, due_at, recipient, recipient_hash, content, history,
          owner, fence, mail, message_id)
        select id::uuid, shop, subject_id, subject_number, kind, transition, shipment_id,
          happened_at::timestamptz, case when leaves then 'SENDING' else state end,
          reason, now() + due_in::float8 * interval '1 second',
          recipient, recipient_hash, content, history || case when leaves then ? else '' end,
          case when leaves then owner::bigint end, leaves::int, case when leaves then mail end,
          case when leaves then message_id end
        from unnest(
            (select ?::text[]), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::bytea[], ?, ?, ?::bytea[], ?)
          with ordinality
          as fresh(id, shop, subject_id, subject_number, kind, transition, shipment_id,
            happened_at, state, reason, due_in, recipient, recipient_hash, content, history,
            owner, mail, message_id, place)
          -- Asked once a row: without the offset, once for each use.
          cross join lateral (
            select owner is not null and (
              select true from suppressed_address a
              where a.shop = fresh.shop and a.address_hash = recipient_hash) is null as leaves
            offset 0) as going
        order by place
        on conflict (subject_id, shop, kind, transition) do nothing
        returning id, state
        """,
        new HistoryLine(NoticeState.SENDING, born, null).line(),
        column(notices, NewNotice::id),
        column(notices, notice -> notice.event().shop()),
        column(notices, notice -> notice.event().orderId()),
        column(notices, notice -> notice.event().facts().order().number()),
        column(notices, notice -> notice.decision().kind().word()),
        column(notices, notice -> notice.decision().transition()),
        column(notices, notice -> notice.decision().shipmentId()),
        column(notices, notice -> notice.decision().happenedAt()),
        column(notices, NewNotice::state),
        column(notices, NewNotice::reason),
        column(notices, this::dueIn),
        column(notices, NewNotice::recipient),
        column(notices, notice -> hash.ofAddress(notice.recipient())),
        bytes(notices, notice -> EventJson.pack(notice.event().content())),
        column(notices, notice -> new HistoryLine(notice.state(), born, notice.reason()).line()),
        column(notices, notice -> of(letters.get(notice.id()), l -> l.claim().ticket().owner())),
        bytes(notices, notice -> of(letters.get(notice.id()), Letter::kept)),
        column(notices, notice -> of(letters.get(notice.id()), l -> l.mail().messageId())));
    if (states.containsValue(NoticeState.PENDING)) {
      due.fire(new NoticesDue());
    }
    return states;
  }

  private static <T> @Nullable T of(@Nullable Letter letter, Function<Letter, T> part) {
    return letter == null ? null : part.apply(letter);
  }

  /** Those of these that nobody has begun to send. */
  List<Ended> suppress(Collection<UUID> ids, Suppression why) {
    return database.query(
        Ended::of,
        """
        update notice n
        set state = 'SUPPRESSED', reason = ?, due_at = null, history = history || ?
        where id = any (?::uuid[]) and state in ('PENDING', 'RETRY')
        returning
        """
            + Ended.COLUMNS,
        why.word(),
        new HistoryLine(NoticeState.SUPPRESSED, clock.instant(), why.word()).line(),
        column(ids, id -> id));
  }

  /**
   * Forgets who these orders' customers are and what they were told; what was not sent never is.
   *
   * @return those that ended by it. A mail that is being handed over just now ends by itself.
   */
  List<Ended> erase(Collection<String> orderIds) {
    var orders = orderIds.toArray(String[]::new);
    // By itself: whoever resends one of them just now is waited for, and what follows sees the
    // resend. No more of a lock than that takes: a sender that writes a resend twice in a
    // transaction has its foreign key checked, which a lock for keys would hold up, and we would
    // wait for each other.
    database.query(
        row -> row.getObject(1),
        "select id from notice where subject_id = any (?) order by id for no key update",
        (Object) orders);
    database.update(
        """
        delete from suppressed_address
        where notice_id in (select id from notice where subject_id = any (?))
        """,
        (Object) orders);
    var ended =
        database.query(
            Ended::of,
            """
            update notice n set state = 'SUPPRESSED', reason = ?, due_at = null, owner = null
            where subject_id = any (?) and state in ('PENDING', 'CLAIMED', 'RETRY', 'UNKNOWN')
            returning
            """
                + Ended.COLUMNS,
            Suppression.ERASED.word(),
            orders);
    database.update(
        """
        update notice
        set content = null, mail = null, recipient = null, recipient_hash = null, history = '',
          reason = case state when 'SUPPRESSED' then reason when 'FAILED' then ? end
        where subject_id = any (?)
        """,
        Suppression.ERASED.word(),
        orders);
    return ended;
  }

  private @Nullable Double dueIn(NewNotice notice) {
    if (notice.state() != NoticeState.PENDING) {
      return null;
    }
    return notice.decision().kind().isParcelStatus() ? settleSeconds : 0;
  }

  /** What was decided for one order. */
  record OfOrder(String shop, String orderId, Decided decided) {}
}
