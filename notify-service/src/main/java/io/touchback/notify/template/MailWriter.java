package io.touchback.notify.template;

import jakarta.inject.Singleton;

/** Writes the mail of a notice, the same for the same content. */
@Singleton
public class MailWriter {
  public WrittenMail write(NoticeContent content) {
    var view = MailViews.of(content);
    return new WrittenMail(
        view.subject(),
        MailTemplates.Text.notice(view).render(),
        MailTemplates.Html.notice(view).render());
  }
}
