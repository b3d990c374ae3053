package io.touchback.notify.send;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it is to be sent; the same value gives the same message, whenever it is composed.
 *
 * <p>Names and subject are any text (customers wrote some of it): whoever composes the message
 * cleans and encodes them (RULES M1, M2).
 *
 * @param messageId with its angle brackets, the same over all tries
 * @param references the thread this belongs to, oldest first, each with its angle brackets
 * @param inReplyTo with its angle brackets, or null
 * @param date when it was written
 */
public record OutgoingMail(
    String messageId,
    MailAddress from,
    @Nullable MailAddress replyTo,
    MailAddress to,
    String subject,
    String text,
    String html,
    List<String> references,
    @Nullable String inReplyTo,
    AutoSubmitted autoSubmitted,
    Instant date) {

  public OutgoingMail {
    references = List.copyOf(references);
  }

  /** The same mail with other contents. */
  public OutgoingMail saying(String text, String html) {
    return new OutgoingMail(
        messageId,
        from,
        replyTo,
        to,
        subject,
        text,
        html,
        references,
        inReplyTo,
        autoSubmitted,
        date);
  }

  /** RFC 3834: why a machine wrote this. */
  public enum AutoSubmitted {
    /** Something happened; the envelope is from the shop. */
    GENERATED("auto-generated"),
    /** An answer to a message; the envelope is from {@code <>} so that nothing answers back. */
    REPLIED("auto-replied");

    private final String word;

    AutoSubmitted(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
