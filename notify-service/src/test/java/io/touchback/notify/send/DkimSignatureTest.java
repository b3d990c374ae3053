package io.touchback.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.notify.send.Delivery.Sent;
import io.touchback.notify.send.GatewayUnderTest.Setup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** M8: what is signed can be verified, and not changed. */
class DkimSignatureTest {
  private static final KeyPair KEYS = keys();

  @TempDir Path folder;

  @Test
  void aSignedMailIsVerified() throws Exception {
    for (OutgoingMail mail :
        List.of(
            MailExamples.aMail(),
            MailExamples.withSubject("Shipped 📦 " + "very long subject ".repeat(20)),
            MailExamples.withNames("Zoë, \"the\" one"),
            MailExamples.withTexts(".\n..\ntrailing  \n\n\n", "<p>" + "ü".repeat(3_000)),
            MailExamples.withIds("<a@b>", List.of(), null))) {
      String signed = received(mail).text();

      SignatureRecord signature = verified(signed).get(0);
      assertEquals("beads.example", signature.getDToken().toString());
      assertEquals("relaxed", signature.getHeaderCanonicalisationMethod());
      assertEquals("relaxed", signature.getBodyCanonicalisationMethod());
      assertTrue(signed.startsWith("DKIM-Signature: "));
      assertTrue(
          signed.substring(0, signed.indexOf("\r\n\r\n")).lines().allMatch(l -> l.length() <= 78));
    }
  }

  @Test
  @DisplayName("No relay may have to re-code a signed mail: it is in seven bits")
  void aSignedMailIsInSevenBits() throws Exception {
    assertTrue(received(MailExamples.aMail()).text().chars().allMatch(c -> c < 0x80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From",
        "Reply-To",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "In-Reply-To",
        "References",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type"
      })
  void aChangedFieldIsNoticed(String field) throws Exception {
    String signed = received(MailExamples.aMail()).text();
    String changed = signed.replaceFirst("\r\n" + field + ": ", "$0x");

    assertThrows(FailException.class, () -> verified(changed));
  }

  @Test
  void anAddedFromOrAnotherBodyIsNoticed() throws Exception {
    String signed = received(MailExamples.aMail()).text();

    assertThrows(FailException.class, () -> verified("From: evil@beads.example\r\n" + signed));
    assertThrows(FailException.class, () -> verified(signed.replace("DPD", "XYZ")));
    assertThrows(FailException.class, () -> verified(signed + "and more\r\n"));
  }

  @Test
  void theSameMailIsSignedTheSame() throws Exception {
    assertEquals(received(MailExamples.aMail()).text(), received(MailExamples.aMail()).text());
  }

  @Test
  void theKeyMayBeInAFile() throws Exception {
    Path pem = folder.resolve("dkim.pem");
    Files.writeString(
        pem,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    try (var server = ScriptedSmtpServer.start();
        var gateway =
            GatewayUnderTest.pipelined(
                dkim(Setup.of(server)).with("dkim.private-key-path", pem.toString()))) {
      gateway.send(MailExamples.aMail());

      assertFalse(verified(server.mails().get(0).text()).isEmpty());
    }
  }

  @Test
  void theOtherGatewaySignsToo() throws Exception {
    try (var server = ScriptedSmtpServer.start();
        var gateway =
            GatewayUnderTest.mailer(
                signing(server)
                    .with("dkim.header-canon-algo", "RELAXED")
                    .with("dkim.body-canon-algo", "RELAXED"))) {
      gateway.send(MailExamples.withSubject("Shipped 📦 " + "very long subject ".repeat(20)));

      assertFalse(verified(server.mails().get(0).text()).isEmpty());
    }
  }

  @Test
  @DisplayName("M6: a mail that cannot be signed is decided, and can be tried again")
  void aMailThatCannotBeSignedWaits() throws Exception {
    PrivateKey unfit = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
    OutgoingMail mail = MailExamples.aMail();
    MailTransaction transaction =
        new MailTransaction(
            mail,
            Envelope.of(mail, Optional.empty()),
            new MimeComposer(
                new DkimSignature("beads.example", "mail", List.of("From"), "", unfit)),
            () -> true);

    assertFalse(transaction.compose(Capabilities.NONE));
    assertInstanceOf(Delivery.NotSent.class, transaction.outcome().join());
  }

  @Test
  @DisplayName("M8: what a machine signs whose small I has no dot (Turkish) is verified elsewhere")
  void theMachinesLanguageIsNotSigned() throws Exception {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      DkimSignature signature =
          new DkimSignature(
              "beads.example", "mail", DkimSignature.SIGNED_FIELDS, "", KEYS.getPrivate());
      byte[] signed = new MimeComposer(signature).compose(MailExamples.aMail());

      Locale.setDefault(Locale.ROOT);
      assertFalse(verified(new String(signed, StandardCharsets.UTF_8)).isEmpty());
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "header-canon-algo=SIMPLE", "body-canon-algo=SIMPLE", "body-limit=10",
        "signature-timestamp=true", "expire-time=60", "private-key=bm8ga2V5"
      })
  void whatWeakensItIsRefusedAtTheStart(String property) throws IOException {
    String[] setting = property.split("=", 2);
    try (var server = ScriptedSmtpServer.start()) {
      Setup setup = signing(server).with("dkim." + setting[0], setting[1]);
      assertThrows(IllegalArgumentException.class, () -> GatewayUnderTest.pipelined(setup));
    }
  }

  private static ScriptedSmtpServer.Mail received(OutgoingMail mail) throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = GatewayUnderTest.pipelined(signing(server))) {
      assertInstanceOf(Sent.class, gateway.send(mail));
      return server.mails().get(0);
    }
  }

  private static Setup signing(ScriptedSmtpServer server) {
    String key = Base64.getEncoder().encodeToString(KEYS.getPrivate().getEncoded());
    return dkim(Setup.of(server)).with("dkim.private-key", key);
  }

  private static Setup dkim(Setup setup) {
    return setup
        .with("dkim.enabled", "true")
        .with("dkim.sdid", "beads.example")
        .with("dkim.selector", "mail");
  }

  private static List<SignatureRecord> verified(String message) throws Exception {
    String key = Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    PublicKeyRecordRetriever records =
        (methods, selector, domain) -> List.of("v=DKIM1; k=rsa; p=" + key);
    return new DKIMVerifier(records)
        .verify(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
