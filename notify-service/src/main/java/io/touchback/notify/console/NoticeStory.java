package io.touchback.notify.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.touchback.notify.notice.HistoryLine;
import io.touchback.notify.notice.KeptMails.Kept;
import io.touchback.notify.send.MailAddress;
import io.touchback.notify.send.MailComposer;
import io.touchback.notify.send.OutgoingMail;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All about one notice.
 *
 * @param resends of it, by staff
 * @param mail exactly as it was handed over; absent as long as none was written, and once its
 *     customer was erased
 * @param history what happened to it, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NoticeStory(
    @JsonUnwrapped NoticeSummary notice,
    List<UUID> resends,
    @Nullable Mail mail,
    List<Step> history) {

  static NoticeStory of(
      NoticeSummary notice, List<UUID> resends, Kept kept, MailComposer composer) {
    return new NoticeStory(
        notice,
        resends,
        kept.mail() == null ? null : Mail.of(kept.mail(), composer),
        kept.history().stream().map(Step::of).toList());
  }

  /**
   * @param headers as they go over the wire, each unfolded, in their order
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Mail(
      MailAddress from,
      MailAddress to,
      @Nullable MailAddress replyTo,
      String subject,
      String text,
      String html,
      List<WireHeader> headers) {

    static Mail of(OutgoingMail mail, MailComposer composer) {
      return new Mail(
          mail.from(),
          mail.to(),
          mail.replyTo(),
          mail.subject(),
          mail.text(),
          mail.html(),
          WireHeader.all(composer.compose(mail)));
    }
  }

  /**
   * @param detail the mail server's answer, or why
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Step(String state, Instant at, @Nullable String detail) {
    static Step of(HistoryLine line) {
      return new Step(line.state().word(), line.at(), line.detail());
    }
  }
}
