package io.touchback.notify.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.touchback.notify.send.MailAddress;
import io.touchback.notify.send.OutgoingMail;
import io.touchback.notify.send.OutgoingMail.AutoSubmitted;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptMailTest {
  private static final OutgoingMail MAIL =
      new OutgoingMail(
          "<1@touchback.example>",
          new MailAddress("Bead & Cord", "hello@beads.example"),
          null,
          new MailAddress("Zoë", "zoe@example.com"),
          "We have your order #1001",
          "Hello Zoë,\n\n2 x \"Glass beads\" \\ 📦\n",
          "<p class=\"a\">Hello Zoë,</p>\u0000<p>📦</p>\n",
          List.of("<0@touchback.example>"),
          "<0@touchback.example>",
          AutoSubmitted.GENERATED,
          Instant.parse("2026-11-27T08:00:00Z"));

  @Test
  void isReadAsItWas() {
    assertEquals(MAIL, KeptMail.read(KeptMail.of(MAIL)));
    var silent = MAIL.saying("", "");
    assertEquals(silent, KeptMail.read(KeptMail.of(silent)));
  }

  @Test
  void whatWasKeptAsJsonIsRead() {
    var json = MAIL.saying(MAIL.text(), "<p>Hello</p>");
    assertEquals(json, KeptMail.read(EventJson.pack(json)));
    assertEquals(json, KeptMail.read(EventJson.bytes(json)));
  }
}
