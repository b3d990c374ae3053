package io.touchback.notify.notice;

import io.touchback.messaging.Database;
import io.touchback.notify.send.OutgoingMail;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The mails as they were handed over, and what happened to them. */
@Singleton
public class KeptMails {
  private final Database database;

  KeptMails(Database database) {
    this.database = database;
  }

  /** Of a notice that exists. */
  public Kept of(UUID notice) {
    return database
        .query(
            row -> Kept.of(row.getBytes("mail"), row.getString("history")),
            "select mail, history from notice where id = ?",
            notice)
        .get(0);
  }

  /**
   * @param mail null as long as none was written, and once its customer was erased
   */
  public record Kept(@Nullable OutgoingMail mail, List<HistoryLine> history) {
    private static Kept of(byte @Nullable [] mail, String history) {
      return new Kept(mail == null ? null : KeptMail.read(mail), HistoryLine.all(history));
    }
  }
}
