package io.touchback.notify.console;

import io.touchback.messaging.Database;
import io.touchback.messaging.Filter;
import io.touchback.notify.notice.NoticeState;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of notices, as operations look at it. */
@Singleton
class NoticeList {
  /** Not the contents, which are kept out of line. */
  private static final String COLUMNS =
      """
      select seq, id, shop, kind, subject_id, subject_number, shipment_id, state, reason,
        happened_at, created_at, due_at, attempts, message_id, resend_of
      from notice
      """;

  private final Database database;

  NoticeList(Database database) {
    this.database = database;
  }

  /**
   * Newest first; what is null is not asked for.
   *
   * @param subject an order's id or number
   * @param before older than this place
   */
  List<Listed> newest(
      @Nullable String shop,
      @Nullable String subject,
      @Nullable NoticeState state,
      long before,
      int atMost) {
    var filter = filter(shop, subject, state, before);
    return database.query(
        row -> new Listed(row.getLong("seq"), summary(row)),
        newest(filter),
        filter.arguments(atMost));
  }

  static Filter filter(
      @Nullable String shop, @Nullable String subject, @Nullable NoticeState state, long before) {
    return new Filter()
        .with("seq < ?", before)
        .with("shop = ?", shop)
        .with("subject_id = ? or subject_number = ?", subject)
        .with("state = ?", state == null ? null : state.name());
  }

  static String newest(Filter filter) {
    return COLUMNS + filter.where() + " order by seq desc limit ?";
  }

  Optional<NoticeSummary> find(UUID id) {
    return database.query(NoticeList::summary, COLUMNS + " where id = ?", id).stream().findFirst();
  }

  /** Oldest first. */
  List<UUID> resendsOf(UUID id) {
    return database.query(
        row -> row.getObject("id", UUID.class),
        "select id from notice where resend_of = ? order by seq",
        id);
  }

  private static NoticeSummary summary(ResultSet row) throws SQLException {
    return new NoticeSummary(
        row.getObject("id", UUID.class),
        row.getString("shop"),
        row.getString("kind"),
        new NoticeSummary.Subject(
            "order", row.getString("subject_id"), row.getString("subject_number")),
        row.getString("shipment_id"),
        NoticeState.valueOf(row.getString("state")).word(),
        row.getString("reason"),
        Database.instant(row, "happened_at"),
        Database.instant(row, "created_at"),
        Database.instantOrNull(row, "due_at"),
        row.getInt("attempts"),
        row.getString("message_id"),
        row.getObject("resend_of", UUID.class));
  }

  /**
   * A notice and where it stands.
   *
   * @param seq to ask for older ones
   */
  record Listed(long seq, NoticeSummary notice) {}
}
