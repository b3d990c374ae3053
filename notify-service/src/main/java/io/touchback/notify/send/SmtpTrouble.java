package io.touchback.notify.send;

/** No mail can be sent now, whichever it is. */
final class SmtpTrouble extends Exception {
  private static final long serialVersionUID = 1;

  SmtpTrouble(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
