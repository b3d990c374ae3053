package io.touchback.notify.send;

import io.touchback.notify.send.OutgoingMail.AutoSubmitted;
import java.time.Instant;
import java.util.List;

/** Mails to send in tests. */
final class MailExamples {
  private static final Instant DATE = Instant.parse("2026-03-03T14:02:01Z");

  private MailExamples() {}

  static OutgoingMail aMail() {
    return aMail(1);
  }

  static OutgoingMail aMail(int number) {
    return new OutgoingMail(
        "<n" + number + ".4f2a@mail.beads.example>",
        new MailAddress("Hooked on Beads", "hi@beads.example"),
        new MailAddress("Joanne", "help@beads.example"),
        new MailAddress("Zoë Example", "zoe@example.com"),
        "Your parcel is on its way",
        "Look out for DPD.\n\n2 × glass beads\n",
        "<html><body><p>Look out for DPD.</p><p>2 × glass beads</p></body></html>\n",
        List.of("<first@mail.beads.example>", "<second@mail.beads.example>"),
        "<second@mail.beads.example>",
        AutoSubmitted.GENERATED,
        DATE);
  }

  static OutgoingMail withSubject(String subject) {
    OutgoingMail m = aMail();
    return new OutgoingMail(
        m.messageId(),
        m.from(),
        m.replyTo(),
        m.to(),
        subject,
        m.text(),
        m.html(),
        m.references(),
        m.inReplyTo(),
        m.autoSubmitted(),
        m.date());
  }

  static OutgoingMail withTexts(String text, String html) {
    OutgoingMail m = aMail();
    return new OutgoingMail(
        m.messageId(),
        m.from(),
        m.replyTo(),
        m.to(),
        m.subject(),
        text,
        html,
        m.references(),
        m.inReplyTo(),
        m.autoSubmitted(),
        m.date());
  }

  static OutgoingMail withAddresses(MailAddress from, MailAddress replyTo, MailAddress to) {
    OutgoingMail m = aMail();
    return new OutgoingMail(
        m.messageId(),
        from,
        replyTo,
        to,
        m.subject(),
        m.text(),
        m.html(),
        m.references(),
        m.inReplyTo(),
        m.autoSubmitted(),
        m.date());
  }

  static OutgoingMail withNames(String name) {
    OutgoingMail m = aMail();
    return withAddresses(
        new MailAddress(name, m.from().address()),
        new MailAddress(name, "help@beads.example"),
        new MailAddress(name, m.to().address()));
  }

  static OutgoingMail to(String address) {
    OutgoingMail m = aMail();
    return withAddresses(m.from(), m.replyTo(), new MailAddress(null, address));
  }

  static OutgoingMail withIds(String messageId, List<String> references, String inReplyTo) {
    OutgoingMail m = aMail();
    return new OutgoingMail(
        messageId,
        m.from(),
        m.replyTo(),
        m.to(),
        m.subject(),
        m.text(),
        m.html(),
        references,
        inReplyTo,
        m.autoSubmitted(),
        m.date());
  }

  static OutgoingMail anAnswer() {
    OutgoingMail m = aMail();
    return new OutgoingMail(
        m.messageId(),
        m.from(),
        m.replyTo(),
        m.to(),
        m.subject(),
        m.text(),
        m.html(),
        m.references(),
        m.inReplyTo(),
        AutoSubmitted.REPLIED,
        m.date());
  }
}
