package io.touchback.notify.send;

import static io.touchback.notify.send.ScriptedSmtpServer.hangUp;
import static io.touchback.notify.send.ScriptedSmtpServer.last;
import static io.touchback.notify.send.ScriptedSmtpServer.reply;
import static io.touchback.notify.send.ScriptedSmtpServer.reset;
import static io.touchback.notify.send.ScriptedSmtpServer.silence;
import static io.touchback.notify.send.ScriptedSmtpServer.slowly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.notify.send.Delivery.Deferred;
import io.touchback.notify.send.Delivery.NotSent;
import io.touchback.notify.send.Delivery.Refused;
import io.touchback.notify.send.Delivery.SenderTrouble;
import io.touchback.notify.send.Delivery.Sent;
import io.touchback.notify.send.Delivery.Unknown;
import io.touchback.notify.send.GatewayUnderTest.Setup;
import io.touchback.notify.send.ScriptedSmtpServer.Deed;
import io.touchback.notify.send.ScriptedSmtpServer.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each gateway does, whatever it is made of: DECISIONS "Mail gateway", RULES M1–M7, E4–E7. */
interface MailGatewayContract {
  Duration SHORT = Duration.ofMillis(1500);
  int MANY = 40;

  GatewayUnderTest open(Setup setup);

  /** Can it tell at which step a connection died? */
  boolean knowsTheStep();

  default GatewayUnderTest open(ScriptedSmtpServer server) {
    return open(Setup.of(server));
  }

  @Test
  default void aMailArrivesAsItWasWritten() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      Sent sent = assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail()));

      assertTrue(sent.response().startsWith("250"), sent.response());
      ScriptedSmtpServer.Mail mail = server.mails().get(0);
      assertTrue(mail.from().startsWith("<hi@beads.example>"), mail.from());
      assertEquals("<zoe@example.com>", mail.to());
      ReadMail read = ReadMail.of(mail);
      assertEquals("Hooked on Beads <hi@beads.example>", read.field("From"));
      assertEquals("Joanne <help@beads.example>", read.field("Reply-To"));
      assertEquals("Zoë Example <zoe@example.com>", read.field("To"));
      assertEquals("Your parcel is on its way", read.field("Subject"));
      assertEquals("Tue, 3 Mar 2026 14:02:01 +0000", read.field("Date"));
      assertEquals("<n1.4f2a@mail.beads.example>", read.field("Message-ID"));
      assertEquals("<second@mail.beads.example>", read.field("In-Reply-To"));
      assertEquals(
          "<first@mail.beads.example> <second@mail.beads.example>", read.field("References"));
      assertEquals("1.0", read.field("MIME-Version"));
      assertEquals("Look out for DPD.\r\n\r\n2 × glass beads", read.text().strip());
      assertTrue(read.html().contains("<p>2 × glass beads</p>"), read.html());
      assertEquals(List.of(), server.violations());
    }
  }

  @Test
  @DisplayName("M7: it says that a machine wrote it, and where it is an answer it has no sender")
  default void aMachineSaysSo() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      gateway.send(MailExamples.aMail());
      gateway.send(MailExamples.anAnswer());

      ReadMail generated = ReadMail.of(server.mails().get(0));
      ReadMail replied = ReadMail.of(server.mails().get(1));
      assertEquals("auto-generated", generated.field("Auto-Submitted"));
      assertEquals("All", generated.field("X-Auto-Response-Suppress"));
      assertEquals("auto-replied", replied.field("Auto-Submitted"));
      assertTrue(server.mails().get(1).from().startsWith("<>"), server.mails().get(1).from());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Shipped 📦 Zoë 👩‍👩‍👧 №1",
        "発送のお知らせ：ご注文の商品を本日発送いたしました。お届けまでしばらくお待ちください",
        "=?UTF-8?B?ZXZpbA==?= as it stands",
        "A very long subject with many quite ordinary words in it, more than fit on one line of mail",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "quotes \" and \\ and <angles> and , commas"
      })
  @DisplayName("M2: subject and names come out as they went in")
  default void anyTextSurvives(String text) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      gateway.send(MailExamples.withSubject(text));
      gateway.send(MailExamples.withNames(text));

      assertEquals(text, ReadMail.of(server.mails().get(0)).field("Subject"));
      var from = ReadMail.of(server.mails().get(1)).message().getFrom().get(0);
      assertEquals(text, from.getName());
      assertEquals("hi@beads.example", from.getAddress());
      assertTrue(longestLine(server) <= 78, "a line of " + longestLine(server));
    }
  }

  @ParameterizedTest
  @MethodSource("injections")
  @DisplayName(
      "M1: nothing written into a name or a subject becomes a field, a body or a recipient")
  default void nothingIsInjected(String evil) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      gateway.send(MailExamples.aMail());
      gateway.send(MailExamples.withSubject("Parcel" + evil));
      gateway.send(MailExamples.withNames("Zoë" + evil));
      gateway.send(MailExamples.withNames(evil));

      List<String> fields = ReadMail.of(server.mails().get(0)).fieldNames();
      assertEquals(4, server.mails().size());
      for (ScriptedSmtpServer.Mail mail : server.mails()) {
        assertEquals(fields, ReadMail.of(mail).fieldNames());
        assertEquals("<zoe@example.com>", mail.to());
        assertEquals(2, ReadMail.of(mail).bodies().size());
        assertEquals(1, ReadMail.of(mail).message().getTo().size());
        assertEquals(
            "zoe@example.com", ReadMail.of(mail).message().getTo().flatten().get(0).getAddress());
      }
      assertEquals(List.of(), server.violations());
    }
  }

  static Stream<String> injections() {
    return Stream.of(
        "\r\nBcc: evil@example.com",
        "\nBcc: evil@example.com",
        "\rBcc: evil@example.com",
        "\r\n\r\n<p>evil</p>",
        "\n\n<p>evil</p>",
        "\r\n.\r\nMAIL FROM:<evil@example.com>",
        "\u2028Bcc: evil@example.com",
        "\u2029Bcc: evil@example.com",
        "\u0085Bcc: evil@example.com",
        "\u000BBcc: evil@example.com",
        "\u000CBcc: evil@example.com",
        "\u0000Bcc: evil@example.com",
        "\u007F\u001B[2J",
        "\" <evil@example.com>, \"",
        " <evil@example.com>",
        "> , evil@example.com, <",
        "(evil@example.com",
        "\\",
        "?= <evil@example.com> =?UTF-8?Q?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not a message id",
        "<a@b>\r\nBcc: evil@example.com",
        "<a@b>\nX: y",
        "<a b@c>",
        "<a@b> <c@d>",
        "<\u00E4@b>",
        "<@>"
      })
  @DisplayName("M1: what is no Message-ID is no part of a mail")
  default void whatIsNoMessageIdIsRefused(String evil) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      List<OutgoingMail> mails =
          List.of(
              MailExamples.withIds(evil, List.of(), null),
              MailExamples.withIds("<a@b>", List.of("<c@d>", evil), null),
              MailExamples.withIds("<a@b>", List.of(), evil));

      mails.forEach(mail -> assertInstanceOf(Refused.class, gateway.send(mail)));
      assertEquals(List.of(), server.mails());
    }
  }

  @ParameterizedTest
  @MethodSource("bodies")
  default void anyBodyArrivesWhole(String body) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      gateway.send(MailExamples.withTexts(body, "<pre>" + body + "</pre>"));

      ReadMail read = ReadMail.of(server.mails().get(0));
      assertEquals(lines(body), lines(read.text()));
      assertEquals(lines("<pre>" + body + "</pre>"), lines(read.html()));
      assertEquals(List.of(), server.violations());
      assertEquals(1, server.mails().size());
    }
  }

  static Stream<String> bodies() {
    return Stream.of(
        "plain",
        ".",
        ".\n",
        "one\n.\ntwo\n..\nthree\n.four",
        "one\r\n.\r\nMAIL FROM:<evil@example.com>\r\n",
        "bare\rCR\nbare LF\r\nboth",
        "trailing blanks  \nand tabs\t\nend",
        "x".repeat(5_000),
        "ü".repeat(5_000),
        "発送📦".repeat(2_000),
        "From the top\n>From\n=3D = =20",
        "--=_boundary\n--",
        "nul\u0001and\u001Bescape");
  }

  static List<String> lines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').stripTrailing().lines().toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"MAIL", "RCPT", "DATA", "DOT"})
  @DisplayName("E4: 4xx at any step is a deferral, and the next mail goes through")
  default void a4xxIsADeferral(Step step) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      server.next(step, reply("451 4.7.1 greylisted, come back later"));

      Delivery first = gateway.send(MailExamples.aMail(1));
      Delivery second = gateway.send(MailExamples.aMail(2));

      assertEquals(new Deferred(451, "451 4.7.1 greylisted, come back later"), first);
      assertInstanceOf(Sent.class, second);
      assertEquals(1, server.mails().size());
      assertEquals(List.of(), server.violations());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"MAIL", "RCPT", "DATA", "DOT"})
  @DisplayName("E5: 5xx at any step is a refusal with its codes, and the next mail goes through")
  default void a5xxIsARefusal(Step step) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      server.next(step, reply("550-5.1.1 no such", "550 5.1.1 user here"));

      Delivery first = gateway.send(MailExamples.aMail(1));
      Delivery second = gateway.send(MailExamples.aMail(2));

      Refused refused = assertInstanceOf(Refused.class, first);
      assertEquals(550, refused.code());
      assertEquals("5.1.1", refused.enhanced());
      assertTrue(refused.response().contains("no such"), refused.response());
      assertInstanceOf(Sent.class, second);
      assertEquals(1, server.mails().size());
    }
  }

  @Test
  default void aServerWithoutEnhancedCodesGivesNone() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      server.next(Step.RCPT, reply("550 no"));

      assertEquals(new Refused(550, null, "550 no"), gateway.send(MailExamples.aMail()));
    }
  }

  @Test
  @DisplayName("RFC 2920: DATA accepted though the recipient was not")
  default void dataAcceptedForNobody() throws IOException {
    Deed accept =
        session -> {
          session.say("354 go ahead");
          session.readMessage();
          session.say("554 5.5.1 no valid recipients");
          session.forget();
        };
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      server.next(Step.RCPT, reply("550 5.1.1 no such user")).next(Step.DATA, accept);

      assertInstanceOf(Refused.class, gateway.send(MailExamples.aMail(1)));
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(2)));
      assertEquals(1, server.mails().size());
      assertEquals("<n2.4f2a@mail.beads.example>", messageId(server.mails().get(0)));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"GREETING", "DATA", "DOT"})
  @DisplayName("E6: 421 is the server's trouble")
  default void a421IsTheServersTrouble(Step step) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      server.next(step, last("421 4.3.2 closing down"));

      assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail(1)));
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(2)));
      assertEquals(1, server.mails().size());
    }
  }

  @Test
  @DisplayName("E6: a server that does not want to talk")
  default void aGreetingThatSaysNoIsTrouble() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      server.always(Step.GREETING, reply("554 5.7.1 you are on a list"));

      assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail()));
    }
  }

  @Test
  @DisplayName("E6: nobody there")
  default void nobodyThereIsTrouble() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    try (var server = ScriptedSmtpServer.start();
        var wrongPort = open(Setup.of(server).with("port", "" + port));
        var wrongHost = open(Setup.of(server).with("host", "no-such-host.invalid"))) {
      assertInstanceOf(SenderTrouble.class, wrongPort.send(MailExamples.aMail()));
      assertInstanceOf(SenderTrouble.class, wrongHost.send(MailExamples.aMail()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "LOGIN", "XOAUTH2"})
  default void logsIn(String method) throws IOException {
    try (var server = ScriptedSmtpServer.start().withLogin("shop", "sésame");
        var gateway = open(login(server.port(), method, "sésame"))) {
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "LOGIN"})
  @DisplayName("E6: 535")
  default void aWrongPasswordIsTrouble(String method) throws IOException {
    try (var server = ScriptedSmtpServer.start().withLogin("shop", "sésame");
        var gateway = open(login(server.port(), method, "wrong"))) {
      SenderTrouble trouble =
          assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail()));

      assertTrue(trouble.reason().contains("535"), trouble.reason());
      assertEquals(List.of(), server.mails());
    }
  }

  static Setup login(int port, String method, String password) {
    return Setup.of(port)
        .with("username", "shop")
        .with("password", password)
        .with("auth-methods", method)
        .with("login", method.equals("XOAUTH2") ? "XOAUTH2" : "REQUIRED");
  }

  @Test
  @DisplayName("E6: log-in required and not offered, or wanted by the server and not given")
  default void noWayToLogInIsTrouble() throws IOException {
    try (var open = ScriptedSmtpServer.start();
        var closed = ScriptedSmtpServer.start().withLogin("shop", "secret");
        var required = open(login(open.port(), "PLAIN", "secret"));
        var nameless = open(closed)) {
      assertInstanceOf(SenderTrouble.class, required.send(MailExamples.aMail()));
      assertInstanceOf(SenderTrouble.class, nameless.send(MailExamples.aMail()));
    }
  }

  @Test
  default void talksTlsFromTheFirstOctet() throws IOException {
    TestTls tls = TestTls.of("localhost");
    try (var server = ScriptedSmtpServer.start().withImplicitTls(tls.server());
        var gateway = open(Setup.of(server).with(tls).with("tls", "true"))) {
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail()));
      assertTrue(server.mails().get(0).encrypted());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONAL", "REQUIRED"})
  default void startsTls(String startTls) throws IOException {
    TestTls tls = TestTls.of("localhost");
    try (var server = ScriptedSmtpServer.start().withStartTls(tls.server());
        var gateway = open(startTls(Setup.of(server).with(tls), startTls))) {
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail()));
      assertTrue(server.mails().get(0).encrypted());
      assertEquals(List.of(), server.violations());
    }
  }

  private static Setup startTls(Setup setup, String mode) {
    return setup.with("tls", "false").with("start-tls", mode);
  }

  @Test
  default void doesWithoutTlsWhereToldTo() throws IOException {
    TestTls tls = TestTls.of("localhost");
    try (var server = ScriptedSmtpServer.start().withStartTls(tls.server());
        var gateway = open(startTls(Setup.of(server), "DISABLED"))) {
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail()));
      assertTrue(!server.mails().get(0).encrypted());
    }
  }

  @Test
  @DisplayName("E6: TLS required and not offered, not trusted, or another host's")
  default void brokenTlsIsTrouble() throws IOException {
    TestTls mine = TestTls.of("localhost");
    TestTls others = TestTls.of("other.example");
    try (var plain = ScriptedSmtpServer.start();
        var known = ScriptedSmtpServer.start().withStartTls(mine.server());
        var foreign = ScriptedSmtpServer.start().withStartTls(others.server());
        var foreignImplicit = ScriptedSmtpServer.start().withImplicitTls(others.server());
        var notOffered = open(startTls(Setup.of(plain), "REQUIRED"));
        var notTrusted = open(startTls(Setup.of(known), "REQUIRED"));
        var notItsName = open(startTls(Setup.of(foreign).with(others), "REQUIRED"));
        var notItsNameEither = open(Setup.of(foreignImplicit).with(others).with("tls", "true"))) {
      for (GatewayUnderTest gateway :
          List.of(notOffered, notTrusted, notItsName, notItsNameEither)) {
        assertInstanceOf(SenderTrouble.class, gateway.send(MailExamples.aMail()));
      }
      assertEquals(List.of(), plain.mails());
    }
  }

  @Test
  default void trustsAllWhereToldTo() throws IOException {
    TestTls tls = TestTls.of("other.example");
    try (var server = ScriptedSmtpServer.start().withStartTls(tls.server());
        var gateway = open(startTls(Setup.of(server).with("trust-all", "true"), "REQUIRED"))) {
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail()));
      assertTrue(server.mails().get(0).encrypted());
    }
  }

  /** Each fault at each step before the final dot. */
  static Stream<Map.Entry<Step, Deed>> faultsBeforeTheDot() {
    return Stream.of(Step.GREETING, Step.EHLO, Step.MAIL, Step.RCPT, Step.DATA)
        .flatMap(
            step ->
                Stream.of(
                    Map.entry(step, silence()),
                    Map.entry(step, hangUp()),
                    Map.entry(step, reset())));
  }

  @ParameterizedTest
  @MethodSource("faultsBeforeTheDot")
  @DisplayName("E7: silence, close and reset before the dot: not sent, where one can tell")
  default void aFaultBeforeTheDot(Map.Entry<Step, Deed> fault) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).patient(SHORT))) {
      server.next(fault.getKey(), fault.getValue());

      Delivery first = gateway.send(MailExamples.aMail(1));
      Delivery second = gateway.send(MailExamples.aMail(2));

      boolean duringHandshake = fault.getKey().compareTo(Step.MAIL) < 0;
      Class<? extends Delivery> told = duringHandshake ? SenderTrouble.class : NotSent.class;
      assertEquals(knowsTheStep() ? told : Unknown.class, first.getClass(), first.toString());
      assertInstanceOf(Sent.class, second);
      assertEquals(1, server.mails().size());
    }
  }

  static Stream<Deed> faults() {
    return Stream.of(silence(), hangUp(), reset());
  }

  @ParameterizedTest
  @MethodSource("faults")
  @DisplayName("E7, C5: silence, close and reset at the dot: nobody knows")
  default void aFaultAtTheDot(Deed fault) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).patient(SHORT))) {
      server.next(Step.DOT, fault);

      assertInstanceOf(Unknown.class, gateway.send(MailExamples.aMail(1)));
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(2)));
      assertEquals(1, server.mails().size());
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  @DisplayName("E7: what happens after the 250 changes nothing, and harms no next mail")
  default void aFaultAfterAcceptance(Deed fault) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).patient(SHORT))) {
      server.next(Step.ACCEPTED, fault);

      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(1)));
    }
  }

  @Test
  default void aConnectionClosedBetweenMailsCostsNone() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      server.always(Step.ACCEPTED, hangUp());

      for (int i = 1; i <= 10; i++) {
        assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(i)), "mail " + i);
      }
      assertEquals(10, server.mails().size());
    }
  }

  @Test
  default void repliesMayComeOctetByOctet() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(server)) {
      Duration pause = Duration.ofMillis(1);
      server
          .always(Step.GREETING, slowly("220-one\r\n220 two", pause))
          .next(Step.RCPT, slowly("550-5.1.1 no such\r\n550 5.1.1 user", pause));

      assertInstanceOf(Refused.class, gateway.send(MailExamples.aMail(1)));
      assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(2)));
    }
  }

  @Test
  default void doesWithoutPipelining() throws IOException {
    try (var server = ScriptedSmtpServer.start().offering("8BITMIME");
        var gateway = open(server)) {
      server.next(Step.RCPT, reply("550 5.1.1 no such user"));

      assertInstanceOf(Refused.class, gateway.send(MailExamples.aMail(1)));
      for (int i = 2; i <= 5; i++) {
        assertInstanceOf(Sent.class, gateway.send(MailExamples.aMail(i)));
      }
      assertEquals(4, server.mails().size());
      assertEquals(List.of(), server.violations());
    }
  }

  @Test
  default void aMailLargerThanTheServerTakesIsNotTried() throws IOException {
    try (var server = ScriptedSmtpServer.start().offering("PIPELINING", "SIZE 2000");
        var gateway = open(server)) {
      Delivery large = gateway.send(MailExamples.withTexts("x\n".repeat(2_000), "<p>y</p>"));
      Delivery small = gateway.send(MailExamples.withTexts("x", "<p>y</p>"));

      assertEquals("5.3.4", assertInstanceOf(Refused.class, large).enhanced());
      assertInstanceOf(Sent.class, small);
    }
  }

  @Test
  @DisplayName("An address that only servers with SMTPUTF8 take is refused clearly by one without")
  default void anInternationalLocalPartNeedsSmtpUtf8() throws IOException {
    try (var server = ScriptedSmtpServer.start().offering("PIPELINING", "8BITMIME");
        var gateway = open(server)) {
      Refused refused =
          assertInstanceOf(Refused.class, gateway.send(MailExamples.to("用户@example.com")));
      assertEquals("5.6.7", refused.enhanced());
    }
  }

  @Test
  default void anInternationalDomainGoesInAscii() throws IOException {
    try (var server = ScriptedSmtpServer.start().offering("PIPELINING");
        var gateway = open(server)) {
      gateway.send(MailExamples.to("zoe@bücher.example"));

      assertEquals("<zoe@xn--bcher-kva.example>", server.mails().get(0).to());
      assertEquals("zoe@xn--bcher-kva.example", ReadMail.of(server.mails().get(0)).field("To"));
    }
  }

  @Test
  default void bouncesGoWhereTheSettingsSay() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("bounce-address", "bounces@beads.example"))) {
      gateway.send(MailExamples.aMail());

      assertTrue(server.mails().get(0).from().startsWith("<bounces@beads.example>"));
      assertEquals(
          "Hooked on Beads <hi@beads.example>", ReadMail.of(server.mails().get(0)).field("From"));
    }
  }

  @Test
  default void manyAtOnceArriveOnceEach() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = open(Setup.of(server).with("max-pool-size", "4"))) {
      var outcomes =
          Stream.iterate(1, i -> i + 1)
              .limit(MANY)
              .map(i -> gateway.later(MailExamples.aMail(i)))
              .toList();

      outcomes.forEach(o -> assertInstanceOf(Sent.class, GatewayUnderTest.result(o)));
      assertEquals(MANY, server.mails().size());
      assertEquals(
          MANY, server.mails().stream().map(MailGatewayContract::messageId).distinct().count());
      assertTrue(server.sessions() <= 4, server.sessions() + " connections");
      assertEquals(List.of(), server.violations());
    }
  }

  static String messageId(ScriptedSmtpServer.Mail mail) {
    return ReadMail.of(mail).field("Message-ID");
  }

  /** Of the fields with text in them. */
  private static int longestLine(ScriptedSmtpServer server) {
    return server.mails().stream()
        .flatMap(mail -> ReadMail.of(mail).message().getHeader().getFields().stream())
        .filter(field -> Set.of("From", "Reply-To", "To", "Subject").contains(field.getName()))
        .flatMap(field -> field.toString().lines())
        .mapToInt(String::length)
        .max()
        .orElseThrow();
  }
}
