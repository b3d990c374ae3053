package io.touchback.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.touchback.notify.send.Delivery.SenderTrouble;
import io.touchback.notify.send.Delivery.Sent;
import io.touchback.notify.send.GatewayUnderTest.Setup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that others wrote, read by a library that others wrote. */
class GreenMailTest {
  private GreenMail server;

  @BeforeEach
  void start() {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void mailsArriveAndAreUnderstood() throws Exception {
    try (var gateway = GatewayUnderTest.pipelined(Setup.of(port()))) {
      var outcomes =
          IntStream.rangeClosed(1, 20).mapToObj(i -> gateway.later(MailExamples.aMail(i))).toList();
      outcomes.forEach(o -> assertInstanceOf(Sent.class, GatewayUnderTest.result(o)));
      gateway.send(MailExamples.withSubject("Shipped 📦 Zoë"));

      MimeMessage[] received = server.getReceivedMessages();
      assertEquals(21, received.length);
      MimeMessage last = received[20];
      assertEquals("Shipped 📦 Zoë", last.getSubject());
      InternetAddress to = (InternetAddress) last.getAllRecipients()[0];
      assertEquals("Zoë Example", to.getPersonal());
      assertEquals("zoe@example.com", to.getAddress());
      Multipart parts = (Multipart) last.getContent();
      assertEquals(2, parts.getCount());
      assertEquals(
          "Look out for DPD.\r\n\r\n2 × glass beads",
          ((String) parts.getBodyPart(0).getContent()).strip());
    }
  }

  @Test
  void logsIn() {
    server.setUser("shop@beads.example", "shop", "sésame");
    try (var right =
            GatewayUnderTest.pipelined(MailGatewayContract.login(port(), "PLAIN", "sésame"));
        var wrong =
            GatewayUnderTest.pipelined(MailGatewayContract.login(port(), "PLAIN", "wrong"))) {
      assertInstanceOf(Sent.class, right.send(MailExamples.aMail()));
      assertInstanceOf(SenderTrouble.class, wrong.send(MailExamples.aMail()));
    }
  }

  private int port() {
    return server.getSmtp().getPort();
  }
}
