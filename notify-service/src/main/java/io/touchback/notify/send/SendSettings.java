package io.touchback.notify.send;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How mails are handed over; where to, {@code quarkus.mailer.*} says for both gateways. */
@ConfigMapping(prefix = "touchback.mail")
public interface SendSettings {
  @WithDefault("pipelined")
  Gateway gateway();

  Limits limits();

  enum Gateway {
    /** Our own client: fast, and knows at which step a connection died. */
    PIPELINED,
    /** Quarkus Mailer: slower, with its features (NTLM, digest log-ins). */
    MAILER
  }

  /** How long to wait for the server at each step (RFC 5321, 4.5.3.2). */
  interface Limits {
    @WithDefault("10s")
    Duration connect();

    /** RFC: 5 minutes; giving up earlier costs nothing but a new try. */
    @WithDefault("1m")
    Duration greeting();

    /** For each answer up to DATA's, and the TLS handshake. */
    @WithDefault("1m")
    Duration reply();

    /** For the mail to go out on the wire. */
    @WithDefault("3m")
    Duration body();

    /** For the answer to the final dot: giving up before 10 minutes makes duplicates. */
    @WithDefault("10m")
    Duration dot();
  }
}
