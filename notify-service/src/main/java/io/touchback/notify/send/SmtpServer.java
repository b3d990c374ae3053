package io.touchback.notify.send;

import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The mail server and how to talk to it.
 *
 * @param ownName what to call ourselves in EHLO; null = our address
 * @param pipelining may commands be sent before earlier ones are answered, where it is offered?
 */
record SmtpServer(
    Address address,
    @Nullable String ownName,
    Encryption encryption,
    SmtpLogin login,
    boolean pipelining) {

  record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ':' + port;
    }
  }

  enum StartTls {
    DISABLED,
    OPTIONAL,
    REQUIRED
  }

  /**
   * @param implicit TLS from the first octet
   * @param checksName must the certificate be the host's?
   */
  record Encryption(boolean implicit, StartTls startTls, SSLContext context, boolean checksName) {
    SslHandler handler(Address peer, Duration limit) {
      SSLEngine engine = context.createSSLEngine(peer.host(), peer.port());
      engine.setUseClientMode(true);
      if (checksName) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
      }
      SslHandler handler = new SslHandler(engine);
      handler.setHandshakeTimeoutMillis(limit.toMillis());
      return handler;
    }
  }
}
