package io.touchback.notify.send;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MimeComposerTest {
  private final MimeComposer composer = new MimeComposer(null);

  @Test
  @DisplayName("Octet for octet, for a server that takes ASCII only")
  void writesInSevenBits() {
    String expected =
        """
        From: Hooked on Beads <hi@beads.example>
        Reply-To: Joanne <help@beads.example>
        To: =?UTF-8?B?Wm/DqyBFeGFtcGxl?= <zoe@example.com>
        Subject: Your parcel is on its way
        Date: Tue, 3 Mar 2026 14:02:01 +0000
        Message-ID: <n1.4f2a@mail.beads.example>
        In-Reply-To: <second@mail.beads.example>
        References: <first@mail.beads.example> <second@mail.beads.example>
        Auto-Submitted: auto-generated
        X-Auto-Response-Suppress: All
        MIME-Version: 1.0
        Content-Type: multipart/alternative;
         boundary="=_BOUNDARY"

        --=_BOUNDARY
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Look out for DPD=2E

        2 =C3=97 glass beads

        --=_BOUNDARY
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        <html><body><p>Look out for DPD=2E</p><p>2 =C3=97 glass beads</p></body></h=
        tml>

        --=_BOUNDARY--
        """;

    String written = text(composer.compose(MailExamples.aMail()));

    assertEquals(expected.replace("\n", "\r\n"), anonymous(written));
  }

  @Test
  void writesInEightBitsWhereTheyPass() {
    ComposedMail mail = composer.compose(MailExamples.aMail(), true);
    String written = anonymous(text(mail.octets()));

    assertTrue(mail.eightBit());
    assertTrue(
        written.contains("boundary=\"=_BOUNDARY\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"),
        "of a multipart, too (RFC 2045, 6.4)");
    assertTrue(written.contains("Content-Transfer-Encoding: 8bit\r\n\r\nLook out for DPD.\r\n"));
    assertTrue(written.contains("To: =?UTF-8?B?Wm/DqyBFeGFtcGxl?= <zoe@example.com>\r\n"));
  }

  @Test
  void theSameMailIsTheSameOctets() {
    assertArrayEquals(
        composer.compose(MailExamples.aMail(7)),
        new MimeComposer(null).compose(MailExamples.aMail(7)));
  }

  @Test
  void anotherMailHasAnotherBoundary() {
    assertFalse(boundary(1).equals(boundary(2)));
  }

  @Test
  @DisplayName("M1: a text that quotes the mail's own boundary stays a text")
  void theBoundaryIsNowhereInTheTexts() {
    String guessed = boundary(1);
    OutgoingMail mail =
        MailExamples.withTexts("a\n--" + guessed + "--\nb", "<p>\n--" + guessed + "\n\nc</p>");

    ReadMail read = ReadMail.of(composer.compose(mail));

    assertEquals(2, read.bodies().size());
    assertEquals("a\r\n--" + guessed + "--\r\nb", read.text());
  }

  private String boundary(int number) {
    String written = text(composer.compose(MailExamples.aMail(number)));
    int from = written.indexOf("boundary=\"") + "boundary=\"".length();
    return written.substring(from, written.indexOf('"', from));
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }

  private static String anonymous(String message) {
    return message.replaceAll("=_[0-9a-f-]{36}", "=_BOUNDARY");
  }
}
