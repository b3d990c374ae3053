package io.touchback.notify.send;

/** Makes the message that goes over the wire. */
public interface MailComposer {
  /**
   * The whole message, RFC 5322 with CRLF line ends, not yet dot-stuffed and not signed. The same
   * mail gives the same bytes, so that what was sent can be shown later.
   */
  byte[] compose(OutgoingMail mail);
}
