package io.touchback.notify.send;

import io.touchback.notify.send.GatewayUnderTest.Setup;

/** {@link MailerGateway} keeps the contract. */
class MailerGatewayTest implements MailGatewayContract {
  @Override
  public GatewayUnderTest open(Setup setup) {
    return GatewayUnderTest.mailer(setup);
  }

  @Override
  public boolean knowsTheStep() {
    return false;
  }
}
