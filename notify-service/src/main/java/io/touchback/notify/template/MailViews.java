package io.touchback.notify.template;

/** Decides what a mail says. */
final class MailViews {
  private MailViews() {}

  static MailView of(NoticeContent content) {
    throw new UnsupportedOperationException("being written: " + content.kind());
  }
}
