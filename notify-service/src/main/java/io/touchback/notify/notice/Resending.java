package io.touchback.notify.notice;

import io.touchback.messaging.Database;
import io.touchback.messaging.UuidV7;
import io.touchback.notify.send.MailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Staff's wish to tell a customer once more: a new notice, linked to the first. */
@ApplicationScoped
public class Resending {
  /**
   * A statement of its own: what waited for the lock would go on with what it saw before, without
   * the resend it waited for.
   */
  private static final String LOCK =
      """
      select n.id from notice asked
        join notice n on n.id = coalesce(asked.resend_of, asked.id)
      where asked.id = ?
      for no key update of n
      """;

  private static final String ORIGINAL =
      """
      select n.id, asked.recipient, n.content is not null as kept,
        (select count(*) from notice r where r.resend_of = n.id) as resends,
        going.id as going, going.state as going_state, going.recipient as going_to
      from notice asked
        join notice n on n.id = coalesce(asked.resend_of, asked.id)
        left join notice going
          on (going.id = n.id or going.resend_of = n.id) and going.due_at is not null
      where asked.id = ?
      """;

  private static final String ON_ITS_WAY = "It is on its way already.";

  private final Database database;
  private final Notices notices;
  private final Announcing announcing;
  private final KeyedHash hash;
  private final NoticeCounters counters;
  private final Event<NoticesDue> due;
  private final Clock clock;

  Resending(
      Database database,
      Notices notices,
      Announcing announcing,
      KeyedHash hash,
      NoticeCounters counters,
      Event<NoticesDue> due,
      Clock clock) {
    this.database = database;
    this.notices = notices;
    this.announcing = announcing;
    this.hash = hash;
    this.counters = counters;
    this.due = due;
    this.clock = clock;
  }

  /**
   * An address that was given up is tried again: whoever asks for this knows better. What still
   * waits for another address does not go there any more.
   *
   * @param id a notice, or one of its resends
   * @param to where to instead; null = where that one went
   */
  @Transactional
  public Outcome resend(UUID id, @Nullable String to) {
    database.query(row -> row.getObject(1), LOCK, id);
    var found = database.query(Resending::original, ORIGINAL, id);
    if (found.isEmpty()) {
      return new Unknown();
    }
    var original = to == null ? found.get(0) : found.get(0).to(to);
    var why = original.nonsense(to);
    if (why != null) {
      return new Refused(why);
    }
    if (original.going != null && !supersedes(original.going)) {
      return new Refused(ON_ITS_WAY);
    }
    database.update(
        """
        delete from suppressed_address a using notice n
        where n.id = ? and a.shop = n.shop and a.address_hash = ?
        """,
        original.id,
        hash.ofAddress(original.recipient));
    return new Resent(again(original));
  }

  private boolean supersedes(Going waiting) {
    var ended = notices.suppress(List.of(waiting.id), Suppression.SUPERSEDED);
    announcing.announce(ended);
    return !ended.isEmpty();
  }

  private UUID again(Original original) {
    var id = UuidV7.at(clock.instant());
    database.update(
        """
        insert into notice (
          id, shop, subject_id, subject_number, kind, transition, shipment_id, happened_at, state,
          due_at, recipient, recipient_hash, content, resend_of, history)
        select ?, shop, subject_id, subject_number, kind, transition || '/resend/' || ?,
          shipment_id, happened_at, 'PENDING', now(), ?, ?, content, id, ?
        from notice where id = ?
        """,
        id,
        original.resends + 1,
        original.recipient,
        hash.ofAddress(original.recipient),
        new HistoryLine(NoticeState.PENDING, clock.instant(), "resent by staff").line(),
        original.id);
    due.fire(new NoticesDue());
    counters.resentByStaff();
    return id;
  }

  private static Original original(ResultSet row) throws SQLException {
    var going = row.getObject("going", UUID.class);
    return new Original(
        row.getObject("id", UUID.class),
        row.getString("recipient"),
        row.getBoolean("kept"),
        row.getInt("resends"),
        going == null
            ? null
            : new Going(
                going,
                NoticeState.valueOf(row.getString("going_state")),
                row.getString("going_to")));
  }

  /**
   * A resend of a resend is one of the original.
   *
   * @param going itself, or a resend of it, that has not ended
   */
  private record Original(
      UUID id, @Nullable String recipient, boolean kept, int resends, @Nullable Going going) {

    Original to(String another) {
      return new Original(id, another, kept, resends, going);
    }

    @Nullable String nonsense(@Nullable String to) {
      if (!kept) {
        return "Its customer was erased: nobody knows any more what to send.";
      }
      if (going != null && !going.isWaitingForAnother(to)) {
        return ON_ITS_WAY;
      }
      if (recipient == null || !MailAddress.isBare(recipient)) {
        return "There is no address it could be sent to.";
      }
      return null;
    }
  }

  private record Going(UUID id, NoticeState state, @Nullable String recipient) {
    boolean isWaitingForAnother(@Nullable String to) {
      return (state == NoticeState.PENDING || state == NoticeState.RETRY)
          && to != null
          && !to.equals(recipient);
    }
  }

  /** What came of the wish. */
  public sealed interface Outcome {}

  /** It will be sent, as this notice. */
  public record Resent(UUID id) implements Outcome {}

  /** It makes no sense now. */
  public record Refused(String why) implements Outcome {}

  /** There is no such notice. */
  public record Unknown() implements Outcome {}
}
