package io.touchback.notify.notice;

import io.touchback.notify.NotifyConfig;
import io.touchback.notify.send.MailAddress;
import io.touchback.notify.send.OutgoingMail;
import io.touchback.notify.send.OutgoingMail.AutoSubmitted;
import io.touchback.notify.template.MailWriter;
import io.touchback.notify.template.NoticeContent;
import io.touchback.notify.template.NoticeContent.Shop;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the mail of a claimed notice, for each try anew: the shop may have corrected its sender.
 * Only what may have arrived is sent again as it was. The Message-ID stays in any case (RULES M5).
 */
@Singleton
final class Writing {
  private static final Logger LOG = Logger.getLogger(Writing.class);
  private static final String NOBODY_KNOWS =
      "sent as often as may be, and each time nobody knew whether it arrived";

  private final MailWriter writer;
  private final MessageIds messageIds;
  private final Clock clock;
  private final RetryRules rules;

  Writing(MailWriter writer, MessageIds messageIds, Clock clock, NotifyConfig config) {
    this.writer = writer;
    this.messageIds = messageIds;
    this.clock = clock;
    this.rules = new RetryRules(config.send().retry());
  }

  /** Never throws: a mail that cannot be written must not keep others from being sent. */
  Written write(Claim claim) {
    if (claim.content() == null) {
      return Finished.without(claim, Verdict.suppressed(Suppression.ERASED), clock.instant());
    }
    if (claim.addressSuppressed()) {
      return Finished.without(
          claim, Verdict.suppressed(Suppression.ADDRESS_SUPPRESSED), clock.instant());
    }
    if (rules.isUnknownTooOften(claim)) {
      return Finished.without(claim, Verdict.failed(NOBODY_KNOWS), clock.instant());
    }
    try {
      return letter(claim);
    } catch (RuntimeException e) {
      LOG.errorf(
          "Notice %s cannot be written (%s at %s); it is tried again, so that a new release can",
          claim.ticket().id(), e.getClass().getName(), e.getStackTrace()[0]);
      return Finished.without(claim, rules.unwritable(claim, e, 0), clock.instant());
    }
  }

  /** The mail of a notice that was decided just now, of what is at hand. */
  Letter write(Claim claim, Shop shop, EventContent content) {
    var mail = mail(claim, shop, content);
    return new Letter(claim, mail, KeptMail.of(mail));
  }

  private Letter letter(Claim claim) {
    if (claim.mail() != null && claim.mayHaveArrived()) {
      return new Letter(claim, KeptMail.read(claim.mail()), claim.mail());
    }
    return write(
        claim,
        EventJson.read(claim.shop(), Shop.class),
        EventJson.unpack(Objects.requireNonNull(claim.content()), EventContent.class));
  }

  private OutgoingMail mail(Claim claim, Shop shop, EventContent told) {
    var content = told.from(shop, claim.identity().kind());
    var now = clock.instant();
    var written = writer.write(content, now);
    var from = new MailAddress(shop.name(), shop.mailFrom());
    var thread = messageIds.thread(claim.identity(), from);
    return new OutgoingMail(
        messageId(claim, from),
        from,
        shop.replyTo() == null ? null : new MailAddress(shop.name(), shop.replyTo()),
        new MailAddress(customerName(content), Objects.requireNonNull(claim.recipient())),
        written.subject(),
        written.text(),
        written.html(),
        List.of(thread),
        thread,
        AutoSubmitted.GENERATED,
        now);
  }

  private String messageId(Claim claim, MailAddress from) {
    return claim.mail() == null
        ? messageIds.of(claim.identity(), from)
        : KeptMail.read(claim.mail()).messageId();
  }

  private static @Nullable String customerName(NoticeContent content) {
    var customer = content.order().customer();
    return customer == null ? null : customer.name();
  }
}
