package io.touchback.local.mailbox;

import java.time.Instant;
import java.util.Locale;

/** What a list shows of a mail. */
record Summary(
    long id, String from, String to, String subject, String messageId, Instant receivedAt) {

  static Summary of(Mail mail) {
    return new Summary(
        mail.id(), mail.from(), mail.to(), mail.subject(), mail.messageId(), mail.receivedAt());
  }

  /** Whether all words stand in sender, recipients or subject, in whatever case. */
  boolean has(String words) {
    var text = (from + " " + to + " " + subject + " " + messageId).toLowerCase(Locale.ROOT);
    for (var word : words.toLowerCase(Locale.ROOT).split("\\s+")) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
