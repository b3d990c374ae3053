package io.touchback.notify.send;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.notify.send.GatewayUnderTest.Setup;
import io.touchback.notify.send.SendSettings.Gateway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailGatewaysTest {
  @ParameterizedTest
  @DisplayName("Who asks for no mail to go out hears at the start that it would, and what to do")
  @EnumSource
  void aMockIsRefused(Gateway gateway) {
    var setup = Setup.of(25).with("mock", "true");
    var gateways = new MailGateways(new Chosen(gateway), setup.config(), null, null, setup.tls());
    var refused = assertThrows(IllegalArgumentException.class, gateways::gateway).getMessage();
    assertTrue(refused.contains("quarkus.mailer.mock"), refused);
    assertTrue(refused.contains("quarkus.mailer.approved-recipients"), refused);
  }

  private record Chosen(Gateway gateway) implements SendSettings {
    @Override
    public Limits limits() {
      throw new AssertionError("Nothing is set up before");
    }
  }
}
