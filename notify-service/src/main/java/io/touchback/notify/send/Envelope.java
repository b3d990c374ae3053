package io.touchback.notify.send;

import io.touchback.notify.send.OutgoingMail.AutoSubmitted;
import java.util.Optional;

/**
 * What the servers go by, whatever the header says (RFC 5321).
 *
 * @param from where bounces go; empty = nowhere
 * @param smtpUtf8 does the mail have an address that only servers with SMTPUTF8 take?
 */
record Envelope(String from, String to, boolean smtpUtf8) {

  /** An answer has no sender, so that nothing answers it (RULES M7). */
  static Envelope of(OutgoingMail mail, Optional<MailAddress> bounces) {
    MailAddress sender = bounces.orElse(mail.from());
    String from = mail.autoSubmitted() == AutoSubmitted.REPLIED ? "" : sender.onTheWire();
    MailAddress replyTo = mail.replyTo();
    boolean smtpUtf8 =
        sender.needsSmtpUtf8()
            || mail.from().needsSmtpUtf8()
            || mail.to().needsSmtpUtf8()
            || replyTo != null && replyTo.needsSmtpUtf8();
    return new Envelope(from, mail.to().onTheWire(), smtpUtf8);
  }
}
