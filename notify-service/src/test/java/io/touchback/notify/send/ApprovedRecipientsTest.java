package io.touchback.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.touchback.notify.send.Delivery.Refused;
import io.touchback.notify.send.Delivery.Sent;
import io.touchback.notify.send.GatewayUnderTest.Setup;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApprovedRecipientsTest {

  @Test
  @DisplayName("quarkus.mailer.approved-recipients keeps mails from everybody else")
  void nobodyElseGetsMail() throws IOException {
    try (var server = ScriptedSmtpServer.start();
        var gateway = GatewayUnderTest.pipelined(Setup.of(server))) {
      Setup setup = Setup.of(server).with("approved-recipients", ".*@EXAMPLE.com");
      MailGateway staging =
          new ApprovedRecipients(
              setup.mailer().approvedRecipients().orElseThrow(), gateway.gateway());

      Delivery approved =
          GatewayUnderTest.result(
              staging.send(MailExamples.aMail(), () -> true).toCompletableFuture());
      Delivery other =
          GatewayUnderTest.result(
              staging
                  .send(MailExamples.to("zoe@example.com.evil.example"), () -> true)
                  .toCompletableFuture());

      assertInstanceOf(Sent.class, approved);
      Refused refused = assertInstanceOf(Refused.class, other);
      assertNull(refused.enhanced(), "5.7.x is a server's word about us");
      assertFalse(refused.byServer());
      assertEquals(1, server.mails().size());
    }
  }
}
