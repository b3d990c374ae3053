package io.touchback.notify.template;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Writes the mail of a notice, the same for the same content. */
@Singleton
public class MailWriter {
  /**
   * @throws IllegalArgumentException a kind that no mail is written for, or content it cannot be
   *     written from
   */
  public WrittenMail write(NoticeContent content) {
    var texts = MessageBundles.get(MailTexts.class, Localized.Literal.of("en"));
    var view = MailViews.of(content, texts, english(content.shop().locale()));
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
