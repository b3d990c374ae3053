package io.touchback.notify.send;

import static io.touchback.notify.send.ScriptedSmtpServer.hangUp;
import static io.touchback.notify.send.ScriptedSmtpServer.last;
import static io.touchback.notify.send.ScriptedSmtpServer.reply;
import static io.touchback.notify.send.ScriptedSmtpServer.reset;
import static io.touchback.notify.send.ScriptedSmtpServer.silence;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.notify.send.Delivery.Deferred;
import io.touchback.notify.send.Delivery.NotPermitted;
import io.touchback.notify.send.Delivery.NotSent;
import io.touchback.notify.send.Delivery.Refused;
import io.touchback.notify.send.Delivery.SenderTrouble;
import io.touchback.notify.send.Delivery.Sent;
import io.touchback.notify.send.Delivery.Unknown;
import io.touchback.notify.send.GatewayUnderTest.Setup;
import io.touchback.notify.send.ScriptedSmtpServer.Command;
import io.touchback.notify.send.ScriptedSmtpServer.Deed;
import io.touchback.notify.send.ScriptedSmtpServer.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link PipelinedGateway} keeps the contract, and what only it promises. */
class PipelinedGatewayTest implements MailGatewayContract {
  @Override
  public GatewayUnderTest open(Setup setup) {
    return GatewayUnderTest.pipelined(setup);
  }

  @Override
  public boolean knowsTheStep() {
    return true;
  }

  @Test
  @DisplayName("The same mail is the same octets, over every try and in every process")
  void sendsTheSameOctetsEachTime() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var one = open(server);
        var other = open(server)) {
      server.next(Step.DOT, reply("451 later"));
      one.send(MailExamples.aMail());
      one.send(MailExamples.aMail());
      one.send(MailExamples.aMail());
      other.send(MailExamples.aMail());

      assertEquals(3, server.mails().size());
      byte[] first = server.mails().get(0).octets();
      server.mails().forEach(mail -> assertArrayEquals(first, mail.octets()));
    }
  }

  @Test
  void sendsEightBitsOnlyWhereTheServerTakesThem() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("keep-alive", "false"))) {
      gateway.send(MailExamples.aMail());
      server.offering("PIPELINING");
      gateway.send(MailExamples.aMail());

      assertTrue(server.mails().get(0).from().contains("BODY=8BITMIME"));
      assertTrue(server.mails().get(0).text().contains("2 × glass beads"));
      assertFalse(server.mails().get(1).from().contains("BODY="));
      assertTrue(server.mails().get(1).text().contains("2 =C3=97 glass beads"));
      assertEquals(List.of(), server.violations());
    }
  }

  @Test
  void sendsToInternationalAddressesWhereTheServerTakesThem() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      assertInstanceOf(Sent.class, gateway.send(MailExamples.to("用户@bücher.example")));
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail()));

      assertEquals("<用户@xn--bcher-kva.example>", server.mails().get(0).to());
      assertTrue(server.mails().get(0).from().contains("SMTPUTF8"));
      assertTrue(server.mails().get(0).text().contains("To: 用户@xn--bcher-kva.example\r\n"));
      assertFalse(server.mails().get(1).from().contains("SMTPUTF8"), "only where needed");
    }
  }

  @Test
  void saysTheSizeWhereTheServerAsks() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      gateway.send(MailExamples.aMail());

      int size = server.mails().get(0).octets().length;
      assertTrue(server.mails().get(0).from().endsWith(" SIZE=" + size));
    }
  }

  @Test
  @DisplayName("One connection, no RSET, no reconnecting: mails go one behind the other")
  void keepsItsConnection() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "1"))) {
      sendAll(gateway, 1, 50).forEach(d -> assertInstanceOf(Sent.class, d));

      assertEquals(1, server.sessions());
      List<String> verbs = server.commands().stream().map(c -> c.line().substring(0, 4)).toList();
      assertEquals(1 + 3 * 50, verbs.size());
      assertFalse(verbs.contains("RSET"));
    }
  }

  @Test
  @DisplayName("A round trip a mail, not four, where the server pipelines")
  void needsOneRoundTripAMail() throws IOException {
    CountDownLatch envelopeCame = new CountDownLatch(1);
    Deed whenTheNextCame =
        session -> {
          waitFor(session);
          envelopeCame.countDown();
          session.say("250 2.0.0 ok");
        };
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "1"))) {
      gateway.send(MailExamples.aMail(1));
      server.next(Step.DOT, whenTheNextCame);
      sendAll(gateway, 2, 3).forEach(d -> assertInstanceOf(Sent.class, d));

      assertEquals(0, envelopeCame.getCount());
    }
  }

  private static void waitFor(ScriptedSmtpServer.Session session) throws IOException {
    await().atMost(Duration.ofSeconds(10)).until(() -> session.available() > 0);
  }

  @Test
  @DisplayName("A server that thinks long about a mail gets no second one to sit behind it")
  void doesNotLookAheadBehindASlowDot() throws IOException {
    Deed slow =
        session -> {
          await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
          session.say("250 2.0.0 at last");
        };
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "1"))) {
      server.next(Step.DOT, slow);
      gateway.send(MailExamples.aMail(1));
      Deed alone =
          session -> {
            boolean behind = session.available() > 0;
            session.say(behind ? "554 there is one behind" : "250 2.0.0 alone");
          };
      server.next(Step.DOT, alone);

      sendAll(gateway, 2, 3).forEach(d -> assertInstanceOf(Sent.class, d));
    }
  }

  @Test
  @DisplayName("No connection idles while a mail waits")
  void usesAllConnections() throws IOException {
    CountDownLatch busy = new CountDownLatch(4);
    Deed whenAllAreBusy =
        session -> {
          busy.countDown();
          awaitLatch(busy);
          session.say("250 2.0.0 ok");
        };
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "4"))) {
      server.next(Step.DOT, whenAllAreBusy, whenAllAreBusy, whenAllAreBusy, whenAllAreBusy);

      sendAll(gateway, 1, 4).forEach(d -> assertInstanceOf(Sent.class, d));
    }
  }

  @Test
  @DisplayName("E7: a mail whose dot is not answered keeps no other from being sent")
  void aHungConnectionIsReplaced() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "1"))) {
      server.next(Step.DOT, silence());
      CompletableFuture<Delivery> hung = gateway.later(MailExamples.aMail(1));

      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(2)));
      assertFalse(hung.isDone(), "it waits as long as it may");
    }
  }

  @Test
  @DisplayName("E6: nor does it hide that no other connection can be had")
  void onlyHungConnectionsAreTrouble() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "1"))) {
      server.next(Step.DOT, silence());
      CompletableFuture<Delivery> hung = gateway.later(MailExamples.aMail(1));
      await().until(() -> server.commands().contains(new Command(1, "DATA")));
      server.always(Step.GREETING, last("421 4.3.2 not now"));

      assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail(2)));
      assertFalse(hung.isDone(), "it waits as long as it may");
    }
  }

  private static void awaitLatch(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IOException("not all connections were used");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  @DisplayName("C5: of two mails on one connection only the one behind its dot is unknown")
  void theMailBehindGoesOverAnotherConnection() throws IOException {
    Deed dieWhenTheNextCame =
        session -> {
          waitFor(session);
          session.close();
        };
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "1"))) {
      gateway.send(MailExamples.aMail(1));
      server.next(Step.DOT, dieWhenTheNextCame);

      List<Delivery> deliveries = sendAll(gateway, 2, 3);

      assertInstanceOf(Unknown.class, deliveries.get(0));
      assertInstanceOf(Sent.class, deliveries.get(1));
      assertEquals(2, server.mails().size());
      assertEquals(2, server.sessions());
    }
  }

  static Stream<Deed> endings() {
    return Stream.of(last("421 4.4.2 idle for too long"), hangUp(), reset(), silence());
  }

  @ParameterizedTest
  @MethodSource("endings")
  @DisplayName("A connection that ends when the next mail comes costs that mail nothing")
  void aConnectionThatEndedMeanwhileCostsNothing(Deed ending) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway =
            open(Setup.of(server).with("max-pool-size", "1").patient(Duration.ofSeconds(2)))) {
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(1)));
      server.next(Step.MAIL, ending);

      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(2)));
      assertEquals(2, server.sessions());
      assertEquals(2, server.mails().size());
    }
  }

  @Test
  void aMailIsTakenBackOnlyOnce() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "1"))) {
      gateway.send(MailExamples.aMail(1));
      server.always(Step.MAIL, hangUp());

      assertInstanceOf(NotSent.class, gateway.send(MailExamples.aMail(2)));
      assertEquals(2, server.sessions());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"MAIL", "RCPT"})
  @DisplayName("E6: 421 on a new connection is the server's trouble at any step")
  void a421OnANewConnectionIsTrouble(Step step) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      server.next(step, last("421 4.7.28 too much mail from you"));

      assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail(1)));
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(2)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {530, 534, 535, 538})
  @DisplayName("E6: a log-in or TLS the server wants is our trouble, whenever it says so")
  void aWantedLoginIsTrouble(int code) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      server.next(Step.MAIL, reply(code + " 5.7.0 not like this"));

      assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail()));
    }
  }

  @Test
  @DisplayName("A server that allows few connections gets all mails over those")
  void livesWithFewConnections() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "8"))) {
      server.always(
          Step.GREETING,
          session ->
              session.say(
                  session.number() <= 2 ? "220 welcome" : "421 4.7.0 too many connections"));

      sendAll(gateway, 1, 60).forEach(d -> assertInstanceOf(Sent.class, d));
      assertEquals(60, server.mails().size());
    }
  }

  @Test
  void closesAConnectionAfterSoManyMails() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway =
            open(
                Setup.of(server)
                    .with("max-pool-size", "1")
                    .with("max-mails-per-connection", "10"))) {
      sendAll(gateway, 1, 30).forEach(d -> assertInstanceOf(Sent.class, d));

      assertEquals(3, server.sessions());
      assertEquals(30, server.mails().size());
      assertTrue(server.commands().contains(new Command(1, "QUIT")));
    }
  }

  @ParameterizedTest
  @DisplayName("Less than one mail a connection is no limit, as in Vert.x")
  @ValueSource(longs = {-1, 0})
  void aConnectionWithoutALimitStays(long mails) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway =
            open(
                Setup.of(server)
                    .with("max-pool-size", "1")
                    .with("max-mails-per-connection", "" + mails))) {
      sendAll(gateway, 1, 30).forEach(d -> assertInstanceOf(Sent.class, d));
      assertEquals(1, server.sessions());
    }
  }

  @Test
  void closesAConnectionThatIdles() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("keep-alive-timeout", "0.2S"))) {
      gateway.send(MailExamples.aMail());

      await().until(() -> server.openSessions() == 0);
      assertTrue(server.commands().contains(new Command(1, "QUIT")));
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail()));
    }
  }

  @Test
  void callsItselfByItsAddressOrAsTold() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var nameless = open(server);
        var named = open(Setup.of(server).with("own-host-name", "mail.beads.example"))) {
      nameless.send(MailExamples.aMail());
      named.send(MailExamples.aMail());

      assertTrue(server.commands().contains(new Command(1, "EHLO [127.0.0.1]")));
      assertTrue(server.commands().contains(new Command(2, "EHLO mail.beads.example")));
    }
  }

  @Test
  void saysHeloToAServerOfTheLastCentury() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      server.always(Step.EHLO, reply("502 5.5.1 never heard of it")).offering();

      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(1)));
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(2)));
      assertEquals(List.of(), server.violations());
    }
  }

  @Test
  void doesNotPipelineWhereToldNotTo() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("pipelining", "false"))) {
      Deed alone =
          session -> session.say(session.available() > 0 ? "503 one at a time" : "250 2.1.0 alone");
      server.always(Step.RCPT, alone);

      assertInstanceOf(Refused.class, gateway.send(MailExamples.aMail()));
    }
  }

  static Stream<Deed> gibberish() {
    byte[] noLineEnd = "250 ok".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    byte[] noEnd = "250-ok\r\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
        reply("hello"),
        reply(""),
        reply("2"),
        reply("25x ok"),
        reply("099 ok"),
        reply("999 ok"),
        reply("250x"),
        reply("354 go ahead"),
        session -> session.raw(new byte[] {0, 1, 2, (byte) 0xFF, '\r', '\n'}),
        session -> session.raw(noLineEnd),
        session -> session.raw(noEnd));
  }

  @ParameterizedTest
  @MethodSource("gibberish")
  @DisplayName("E7: an answer nobody can read before the dot: not sent; the next mail goes through")
  void gibberishBeforeTheDot(Deed deed) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).patient(Duration.ofSeconds(2)))) {
      server.next(Step.MAIL, deed);

      assertInstanceOf(NotSent.class, gateway.send(MailExamples.aMail(1)));
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(2)));
    }
  }

  @ParameterizedTest
  @MethodSource("gibberish")
  @DisplayName("E7: an answer nobody can read to the dot: unknown")
  void gibberishAtTheDot(Deed deed) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).patient(Duration.ofSeconds(2)))) {
      server.next(Step.DOT, deed);

      assertInstanceOf(Unknown.class, gateway.send(MailExamples.aMail(1)));
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(2)));
    }
  }

  @ParameterizedTest
  @MethodSource("gibberish")
  @DisplayName("E6: an answer nobody can read in the handshake: the server's trouble")
  void gibberishInTheHandshake(Deed deed) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).patient(Duration.ofSeconds(2)))) {
      server.next(Step.GREETING, deed);
      server.next(Step.EHLO, deed);

      assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail(1)));
    }
  }

  @Test
  @DisplayName("RFC 5321, 4.2: a reply may be the code alone")
  void aReplyMayBeTheCodeAlone() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      Deed accept =
          session -> {
            session.say("354");
            session.readMessage();
            session.say("250");
          };
      server.always(Step.DATA, accept);

      assertEquals(new Sent("250"), gateway.send(MailExamples.aMail()));
    }
  }

  @Test
  void whatNobodyAskedForEndsTheConnection() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      server.next(Step.ACCEPTED, reply("250 2.0.0 and another one"));

      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(1)));
      await().until(() -> server.openSessions() == 0);
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(2)));
      assertEquals(2, server.mails().size());
    }
  }

  @Test
  @DisplayName("E7: a mail that never left as a whole is not sent, and one knows it")
  void aMailThatGotStuckIsNotSent() throws IOException {
    OutgoingMail large = MailExamples.withTexts("x", "<p>y</p>\n".repeat(3_000_000));
    for (Deed deed : List.of(silence(), reset(), hangUp())) {
      try (var server = ScriptedSmtpServer.start();
          var gateway = open(Setup.of(server).patient(Duration.ofSeconds(2)))) {
        server.next(Step.BODY, deed);

        assertInstanceOf(NotSent.class, gateway.send(large));
      }
    }
  }

  @Test
  void aLargeMailGoesThrough() throws IOException {
    OutgoingMail large = MailExamples.withTexts("x", ".<p>y</p>\n".repeat(1_000_000));
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      assertInstanceOf(Sent.class, gateway.send(large));
      assertTrue(server.mails().get(0).octets().length > 10_000_000);
    }
  }

  @Test
  @DisplayName("Clear text behind the answer to STARTTLS is nobody's answer (CVE-2021-33515)")
  void clearTextBehindStartTlsIsTrouble() throws IOException {
    TestTls tls = TestTls.of("localhost");
    try (var server = ScriptedSmtpServer.start().withStartTls(tls.server());
        var gateway =
            open(Setup.of(server).with(tls).with("tls", "false").with("start-tls", "REQUIRED"))) {
      server.always(Step.STARTTLS, reply("220 go ahead", "250 2.0.0 you trust me"));

      assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail()));
    }
  }

  @Test
  void aRefusedStartTlsIsTroubleAndNotClearText() throws IOException {
    TestTls tls = TestTls.of("localhost");
    try (var server = ScriptedSmtpServer.start().withStartTls(tls.server());
        var gateway = open(Setup.of(server).with(tls).with("tls", "false"))) {
      server.always(Step.STARTTLS, reply("454 4.7.0 no TLS today"));

      assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail()));
      assertEquals(List.of(), server.mails());
    }
  }

  @Test
  @DisplayName("E6: an OAuth2 token that has run out")
  void aWrongTokenIsTrouble() throws IOException {
    try (var server = ScriptedSmtpServer.start().withLogin("shop", "token");
        var gateway = open(MailGatewayContract.login(server.port(), "XOAUTH2", "old"))) {
      SenderTrouble trouble =
          assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail()));
      assertTrue(trouble.reason().contains("535"), trouble.reason());
    }
  }

  @Test
  @DisplayName("E6: silence at STARTTLS and AUTH")
  void silenceInTheHandshakeIsTrouble() throws IOException {
    TestTls tls = TestTls.of("localhost");
    try (var server =
            ScriptedSmtpServer.start().withStartTls(tls.server()).withLogin("shop", "secret");
        var gateway =
            open(
                MailGatewayContract.login(server.port(), "PLAIN", "secret")
                    .with(tls)
                    .with("tls", "false")
                    .patient(Duration.ofSeconds(2)))) {
      server.next(Step.STARTTLS, silence());
      assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail()));
      server.next(Step.AUTH, silence());
      assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail()));
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail()));
    }
  }

  @Test
  @DisplayName("E6: while the server is away every mail hears so at once; when it is back they go")
  void comesBackWithTheServer() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      server.always(Step.GREETING, last("421 4.3.2 not now"));
      sendAll(gateway, 1, 30).forEach(d -> assertInstanceOf(SenderTrouble.class, d));

      server.asUsual();
      sendAll(gateway, 1, 30).forEach(d -> assertInstanceOf(Sent.class, d));
      assertEquals(30, server.mails().size());
    }
  }

  @Test
  @DisplayName("A refusal of one mail does not touch its neighbours on the connection")
  void refusalsStayWithTheirMails() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "1"))) {
      Deed usual = session -> session.asUsual(Step.RCPT);
      server.next(
          Step.RCPT, usual, reply("550 5.1.1 no"), usual, reply("451 4.7.1 later"), usual, usual);

      List<Delivery> deliveries = sendAll(gateway, 1, 6);

      assertEquals(
          List.of(Sent.class, Refused.class, Sent.class, Deferred.class, Sent.class, Sent.class),
          deliveries.stream().map(Object::getClass).toList());
      assertEquals(1, server.sessions());
      assertEquals(List.of(), server.violations());
    }
  }

  @Test
  @DisplayName("F8: closing lets mails under way finish, and says that the others were not sent")
  void closingDecidesEveryMail() throws IOException {
    CountDownLatch atTheDot = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    Deed slow =
        session -> {
          atTheDot.countDown();
          awaitLatch(closing);
          session.say("250 2.0.0 ok");
        };
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "1"))) {
      server.next(Step.DOT, slow);
      CompletableFuture<Delivery> first = gateway.later(MailExamples.aMail(1));
      awaitLatch(atTheDot);
      CompletableFuture<Delivery> second = gateway.later(MailExamples.aMail(2));
      CompletableFuture<Void> closed = CompletableFuture.runAsync(gateway::close);
      assertInstanceOf(NotSent.class, GatewayUnderTest.result(second));
      closing.countDown();

      assertInstanceOf(Sent.class, GatewayUnderTest.result(first));
      closed.join();
      assertInstanceOf(NotSent.class, gateway.send(MailExamples.aMail(3)));
      await().until(() -> server.openSessions() == 0);
    }
  }

  @Test
  @DisplayName("C7: a mail that waits for a connection is not sent once that is not permitted")
  void aWaitingMailIsAskedForAgain() throws IOException {
    CountDownLatch atTheDot = new CountDownLatch(1);
    CountDownLatch decided = new CountDownLatch(1);
    AtomicBoolean permitted = new AtomicBoolean(true);
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "1"))) {
      server.next(
          Step.DOT,
          session -> {
            atTheDot.countDown();
            awaitLatch(decided);
            session.say("250 2.0.0 ok");
          });
      CompletableFuture<Delivery> first = gateway.later(MailExamples.aMail(1), permitted::get);
      awaitLatch(atTheDot);
      CompletableFuture<Delivery> second = gateway.later(MailExamples.aMail(2), permitted::get);
      permitted.set(false);

      assertInstanceOf(
          NotPermitted.class, GatewayUnderTest.result(second), "the server still thinks");
      decided.countDown();
      assertInstanceOf(Sent.class, GatewayUnderTest.result(first), "its dot had left");
    }
  }

  @Test
  @DisplayName("C7: nor is one whose DATA is answered after that")
  void aMailIsAskedForBeforeItsMessage() throws IOException {
    AtomicBoolean permitted = new AtomicBoolean(true);
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "1"))) {
      server.next(
          Step.DATA,
          session -> {
            permitted.set(false);
            session.asUsual(Step.DATA);
          });
      assertInstanceOf(
          NotSent.class,
          GatewayUnderTest.result(gateway.later(MailExamples.aMail(1), permitted::get)));
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(2)));
      assertEquals(1, server.mails().size());
    }
  }

  @Test
  @DisplayName("F8: closing does not wait for a server that says nothing")
  void closingDoesNotWaitForEver() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      CountDownLatch atTheDot = new CountDownLatch(1);
      server.next(
          Step.DOT,
          session -> {
            atTheDot.countDown();
            silence().on(session);
          });
      CompletableFuture<Delivery> outcome = gateway.later(MailExamples.aMail());
      awaitLatch(atTheDot);
      long start = System.nanoTime();
      gateway.closing().run();

      assertInstanceOf(Unknown.class, GatewayUnderTest.result(outcome));
      assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "disable-esmtp=true",
        "truststore.paths=/tmp/x.p12",
        "ntlm.domain=SHOP",
        "tls-configuration-name=nobody",
        "dkim.enabled=true"
      })
  @DisplayName("A setting that is not kept is said, not passed over")
  void settingsThatAreNotKeptAreSaid(String property) throws IOException {
    String[] setting = property.split("=");
    try (var server = ScriptedSmtpServer.start()) {
      Setup setup = Setup.of(server).with(setting[0], setting[1]);
      assertThrows(IllegalArgumentException.class, () -> open(setup));
    }
  }

  private static List<Delivery> sendAll(GatewayUnderTest gateway, int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> gateway.later(MailExamples.aMail(i)))
        .toList()
        .stream()
        .map(GatewayUnderTest::result)
        .toList();
  }
}
