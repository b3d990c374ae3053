package io.touchback.notify.template;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;

/** Writes the mail of a notice, the same for the same content at the same time. */
@Singleton
public class MailWriter {
  /**
   * @param now what happened hours ago is told without its day; no day is announced that is over
   * @throws IllegalArgumentException a kind that no mail is written for, or content it cannot be
   *     written from
   */
  public WrittenMail write(NoticeContent content, Instant now) {
    var texts = MessageBundles.get(MailTexts.class, Localized.Literal.of("en"));
    var view = MailViews.of(content, texts, english(content.shop().locale()), now);
    return new WrittenMail(
        view.subject(),
        MailTemplates.Text.notice(view).render(),
        MailTemplates.Html.notice(view).render());
  }

  /** The shop's own English, for its days and money; other languages have no texts yet. */
  private static Locale english(String tag) {
    var locale = Locale.forLanguageTag(tag);
    return locale.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? locale : Locale.UK;
  }
}
