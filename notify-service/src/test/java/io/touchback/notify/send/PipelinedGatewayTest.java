package io.touchback.notify.send;

import io.touchback.notify.send.GatewayUnderTest.Setup;

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
}
