package io.touchback.local.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalMailboxTest {
  private final LocalMailbox mailbox = LocalMailbox.start(0);

  @AfterEach
  void stop() {
    mailbox.close();
  }

  private Mail only() {
    assertEquals(1, mailbox.mails().size());
    return mailbox.mails().get(0);
  }

  private void send(String mail) throws IOException {
    SmtpClient.send(mailbox.port(), "shop@example.com", "ann@example.com", mail);
  }

  @Nested
  class Conversation {
    @Test
    void aPipelinedClientGetsItsAnswersInOrder() throws IOException {
      try (var client = new SmtpClient(mailbox.port())) {
        client.say("EHLO test", "250");
        client.write(
            "MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nRCPT TO:<nobody>\r\nDATA\r\n");
        client.expect("250");
        client.expect("250");
        client.expect("501");
        client.expect("354");
        client.write("Subject: one\r\n\r\n1\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<c@example.com>\r\n");
        client.expect("250 2.0.0");
        client.expect("250");
        client.expect("250");
        client.write("DATA\r\nSubject: two\r\n\r\n2\r\n.\r\nQUIT\r\n");
        client.expect("354");
        client.expect("250");
        client.expect("221");
        assertTrue(client.isClosedByServer());
      }
      assertEquals(List.of("one", "two"), mailbox.mails().stream().map(Mail::subject).toList());
      assertEquals(
          new Envelope("a@example.com", List.of("b@example.com")),
          mailbox.mails().get(0).envelope());
      assertEquals(new Envelope("", List.of("c@example.com")), mailbox.mails().get(1).envelope());
    }

    @Test
    void takesStuffedDotsOutAndNothingElse() throws IOException {
      send("Subject: dots\r\n\r\n..\r\n..two\r\n.one\r\na.\r\n\r.\n");
      assertEquals(
          "Subject: dots\r\n\r\n.\r\n.two\r\none\r\na.\r\n\r.\n\r\n",
          new String(only().raw(), StandardCharsets.UTF_8));
    }

    @Test
    void noMailIsSmuggledInBehindABareLineFeed() throws IOException {
      send("Subject: outer\r\n\r\nx\n.\nMAIL FROM:<evil@example.com>\n.\r\nstill the same");
      assertTrue(only().text().endsWith("still the same\r\n"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            MAIL FROM:<a@example.com> SIZE=99999999  | 552
            MAIL FROM:<a@example.com> BODY=BINARY    | 555
            MAIL FROM:<a@example.com                 | 501
            MAIL FROM: a@example.com                 | 501
            MAIL FROM:<a@b <evil@example.com>        | 501
            MAIL FROM:<jürgen@example.com>           | 553
            MAIL FROM:<jürgen@example.com> SMTPUTF8  | 250
            MAIL FROM:<"a b>"@example.com>           | 250
            mail from:<@relay:a@example.com>         | 250
            RCPT TO:<a@example.com>                  | 503
            DATA                                     | 503
            HELO                                     | 501
            STARTTLS                                 | 500
            NOOP                                     | 250
            """)
    void answersACommandAsItShould(String command, String code) throws IOException {
      try (var client = new SmtpClient(mailbox.port())) {
        client.say("EHLO test", "250");
        client.say(command, code);
      }
    }

    @Test
    void theMailGoesFirstAndGreetingBeforeIt() throws IOException {
      try (var client = new SmtpClient(mailbox.port())) {
        client.say("MAIL FROM:<a@example.com>", "503");
        client.say("HELO test", "250");
        client.say("MAIL FROM:<a@example.com>", "250");
        client.say("MAIL FROM:<a@example.com>", "503");
        client.say("DATA", "554");
        client.say("RSET", "250");
        client.say("RCPT TO:<a@example.com>", "503");
      }
    }

    @Test
    void aMailWithoutItsEndIsNoMail() throws IOException {
      try (var client = new SmtpClient(mailbox.port())) {
        client.say("EHLO test", "250");
        client.say("MAIL FROM:<a@example.com>", "250");
        client.say("RCPT TO:<b@example.com>", "250");
        client.say("DATA", "354");
        client.write("Subject: half\r\n\r\nhal");
      }
      send("Subject: whole\r\n\r\n");
      assertEquals("whole", only().subject());
    }

    @Test
    void aMailTooLargeIsReadToItsEndAndRefused() throws IOException {
      try (var client = new SmtpClient(mailbox.port())) {
        client.say("EHLO test", "250");
        client.say("MAIL FROM:<a@example.com>", "250");
        client.say("RCPT TO:<b@example.com>", "250");
        client.say("DATA", "354");
        var megabyte = ("x".repeat(1022) + "\r\n").repeat(1024);
        for (int i = 0; i < 6; i++) {
          client.write(megabyte);
        }
        client.say(".", "552");
        client.say("NOOP", "250");
      }
      assertEquals(0, mailbox.size());
    }

    @Test
    void endlessLinesAndEndlessNonsenseAreCutOff() throws IOException {
      try (var client = new SmtpClient(mailbox.port())) {
        client.say("x".repeat(100_000), "500");
        for (int i = 1; i < 20; i++) {
          client.say("\0\u0007nonsense", "500");
        }
        client.say("nonsense", "500");
        client.expect("421");
        assertTrue(client.isClosedByServer());
      }
    }

    @Test
    void aWebPageCannotPostMailsThroughTheBrowser() throws IOException {
      try (var client = new SmtpClient(mailbox.port())) {
        client.write("POST / HTTP/1.1\r\nHost: localhost\r\n\r\nMAIL FROM:<a@example.com>\r\n");
        client.expect("421");
        assertTrue(client.isClosedByServer());
      }
    }
  }

  @Nested
  class Reading {
    @Test
    void headersOfAllLanguagesAreDecoded() throws IOException {
      send(
          """
          From: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?= <shop@example.com>\r
          To: 山田 <yamada@example.com>\r
          Subject: =?UTF-8?B?U2hpcHBlZCDwn5Om?=\r
           =?UTF-8?B?IHRvZGF5?=\r
          Message-ID: <1@example.com>\r
          X-Twice: a\r
          X-Twice: b\r
          \r
          Hello""");
      assertEquals("Grüße <shop@example.com>", only().from());
      assertEquals("山田 <yamada@example.com>", only().to());
      assertEquals("Shipped 📦 today", only().subject());
      assertEquals("<1@example.com>", only().messageId());
      assertEquals(2, only().headers().stream().filter(h -> h.name().equals("X-Twice")).count());
      assertEquals("Hello\r\n", only().text());
      assertNull(only().html());
    }

    @Test
    void bothPartsAreDecodedAndAttachmentsAreNoParts() throws IOException {
      send(
          """
          Subject: parts\r
          Content-Type: multipart/mixed; boundary=m\r
          \r
          --m\r
          Content-Type: text/plain\r
          Content-Disposition: attachment; filename=x.txt\r
          \r
          attached\r
          --m\r
          Content-Type: multipart/alternative; boundary=a\r
          \r
          --a\r
          Content-Type: text/plain; charset=utf-8\r
          Content-Transfer-Encoding: quoted-printable\r
          \r
          K=C3=A4se\r
          --a\r
          Content-Type: text/html; charset=iso-8859-1\r
          Content-Transfer-Encoding: base64\r
          \r
          PGI+S+RzZTwvYj4=\r
          --a--\r
          --m--\r
          """);
      assertEquals("Käse", only().text());
      assertEquals("<b>Käse</b>", only().html());
    }

    @Test
    void theTextOfAMailThatIsAttachedIsNotTheMails() throws IOException {
      send(
          """
          Subject: outer\r
          Content-Type: multipart/mixed; boundary=m\r
          \r
          --m\r
          Content-Type: message/rfc822\r
          Content-Disposition: attachment\r
          \r
          Subject: inner\r
          Content-Type: text/plain\r
          \r
          of the inner one\r
          --m\r
          Content-Type: text/plain\r
          \r
          of the outer one\r
          --m--\r
          """);
      assertEquals("outer", only().subject());
      assertEquals("of the outer one", only().text());
    }

    @ParameterizedTest
    @CsvSource({
      "Content-Type: multipart/mixed",
      "Content-Type: text/plain; charset=klingon",
      "Content-Type: multipart/mixed; boundary=\"\"",
      "Content-Transfer-Encoding: base64",
      "No colon here",
      "Subject: =?UTF-8?B?broken",
    })
    void aBrokenMailIsKeptAllTheSame(String header) throws IOException {
      send(header + "\r\nX-After: here\r\n\r\n--\r\n\u0000 \u00e4 ===\r\n");
      assertTrue(new String(only().raw(), StandardCharsets.UTF_8).startsWith(header));
      assertEquals("ann@example.com", only().to());
    }

    @Test
    void aMailNestedBeyondAllReasonIsKeptAllTheSame() throws IOException {
      var mail = new StringBuilder("Subject: deep\r\n");
      for (int i = 0; i < 5_000; i++) {
        mail.append("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n".formatted(i, i));
      }
      send(mail.toString());
      assertEquals("deep", only().subject());
    }
  }

  @Nested
  class Keeping {
    @TempDir Path folder;

    @Test
    void findsTheMailsOfItsLastLife() throws IOException {
      try (var first = LocalMailbox.start(folder, 0)) {
        SmtpClient.send(first.port(), "", "a@example.com", "Subject: kept\r\n\r\nbody");
      }
      Files.writeString(folder.resolve("7.eml"), "no file of ours");
      Files.writeString(folder.resolve("9.new"), "half written");
      try (var second = LocalMailbox.start(folder, 0)) {
        SmtpClient.send(second.port(), "", "b@example.com", "Subject: new\r\n\r\nbody");
        assertEquals(List.of("kept", "new"), second.mails().stream().map(Mail::subject).toList());
        assertEquals(List.of(1L, 8L), second.mails().stream().map(Mail::id).toList());
        assertFalse(Files.exists(folder.resolve("9.new")), "nobody finishes it");
      }
    }

    @Test
    void idsRiseOverAnEmptiedMailboxAndItsNextLife() throws IOException {
      try (var first = LocalMailbox.start(folder, 0)) {
        SmtpClient.send(first.port(), "", "a@example.com", "Subject: 1\r\n\r\n");
        SmtpClient.send(first.port(), "", "a@example.com", "Subject: 2\r\n\r\n");
        first.clear();
      }
      try (var second = LocalMailbox.start(folder, 0)) {
        SmtpClient.send(second.port(), "", "a@example.com", "Subject: 3\r\n\r\n");
        assertEquals(List.of(3L), second.mails().stream().map(Mail::id).toList());
      }
    }

    @Test
    void forgetsTheOldestBeyondItsCapacity() throws IOException {
      var store = new MailStore(folder, 2);
      for (int i = 1; i <= 3; i++) {
        store.add(
            new StoredMail(
                new Envelope("", List.of("a@example.com")),
                Instant.EPOCH,
                ("Subject: " + i + "\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
      }
      assertEquals(List.of("3", "2"), store.newestFirst().map(Summary::subject).toList());
      assertEquals(2, Files.list(folder).count());
    }
  }

  @Test
  void aThrowawayMailboxLeavesNothing() throws IOException {
    var other = LocalMailbox.start(0);
    SmtpClient.send(other.port(), "", "a@example.com", "Subject: x\r\n\r\n");
    other.clear();
    assertEquals(List.of(), other.mails());
    other.close();
    assertFalse(greets(other.port()));
  }

  /**
   * Not merely whether one can connect: whoever gets the port next, even that very socket, may be
   * in.
   */
  private static boolean greets(int port) {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(2_000);
      return new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII)
          .equals("220");
    } catch (IOException e) {
      return false;
    }
  }
}
