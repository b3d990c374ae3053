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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Staff's wish to tell a customer once more: a new notice, linked to the first. */
@ApplicationScoped
public class Resending {
  private static final String ORIGINAL =
      """
      select n.id, n.state, asked.recipient, n.content is not null as kept,
        (select count(*) from notice r where r.resend_of = n.id) as resends,
        exists (
          select 1 from notice r where r.resend_of = n.id and r.due_at is not null) as under_way
      from notice asked join notice n on n.id = coalesce(asked.resend_of, asked.id)
      where asked.id = ?
      for update of n
      """;

  private final Database database;
  private final KeyedHash hash;
  private final NoticeCounters counters;
  private final Event<NoticesDue> due;
  private final Clock clock;

  Resending(
      Database database,
      KeyedHash hash,
      NoticeCounters counters,
      Event<NoticesDue> due,
      Clock clock) {
    this.hash = hash;
    this.database = database;
    this.counters = counters;
    this.due = due;
    this.clock = clock;
  }

  /**
   * An address that was given up is tried again: whoever asks for this knows better.
   *
   * @param id a notice, or one of its resends
   * @param to where to instead; null = where that one went
   */
  @Transactional
  public Outcome resend(UUID id, @Nullable String to) {
    var found = database.query(Resending::original, ORIGINAL, id);
    if (found.isEmpty()) {
      return new Unknown();
    }
    var original = to == null ? found.get(0) : found.get(0).to(to);
    var why = original.nonsense();
    if (why != null) {
      return new Refused(why);
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
    return new Original(
        row.getObject("id", UUID.class),
        NoticeState.valueOf(row.getString("state")),
        row.getString("recipient"),
        row.getBoolean("kept"),
        row.getInt("resends"),
        row.getBoolean("under_way"));
  }

  /** A resend of a resend is one of the original. */
  private record Original(
      UUID id,
      NoticeState state,
      @Nullable String recipient,
      boolean kept,
      int resends,
      boolean underWay) {

    Original to(String another) {
      return new Original(id, state, another, kept, resends, underWay);
    }

    @Nullable String nonsense() {
      if (!kept) {
        return "Its customer was erased: nobody knows any more what to send.";
      }
      if (!state.isFinal() || underWay) {
        return "It is on its way already.";
      }
      if (recipient == null || !MailAddress.isBare(recipient)) {
        return "There is no address it could be sent to.";
      }
      return null;
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
