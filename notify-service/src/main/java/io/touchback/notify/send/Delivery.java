package io.touchback.notify.send;

import org.jspecify.annotations.Nullable;

/** What became of one try to hand over a mail. */
public sealed interface Delivery {

  /**
   * The server took it.
   *
   * @param response its answer to the final dot, as {@code 250 2.0.0 queued as 4F2}
   */
  record Sent(String response) implements Delivery {}

  /** Not now (4xx for this mail): try again later. */
  record Deferred(int code, String response) implements Delivery {}

  /**
   * Never (5xx for this mail).
   *
   * @param enhanced the enhanced status code (RFC 3463), as {@code 5.1.1}; null where the server
   *     gave none
   * @param byServer false = by ourselves: no server was asked
   */
  record Refused(int code, @Nullable String enhanced, String response, boolean byServer)
      implements Delivery {

    public Refused(int code, @Nullable String enhanced, String response) {
      this(code, enhanced, response, true);
    }

    public static Refused unasked(int code, @Nullable String enhanced, String response) {
      return new Refused(code, enhanced, response, false);
    }
  }

  /**
   * The server's or our own trouble, not this mail's: it cannot be reached, 421 in its greeting or
   * between mails, TLS or log-in (535) failed. Nobody's mail gets through now.
   */
  record SenderTrouble(String reason) implements Delivery {}

  /**
   * The connection died, or was silent too long, at or after the final dot: it may have arrived.
   */
  record Unknown(String reason) implements Delivery {}

  /**
   * The connection died, or was silent too long, or sending was not permitted any more, after the
   * server was offered it and before the final dot: it did not arrive.
   */
  record NotSent(String reason) implements Delivery {}

  /** Sending was not permitted any more before the server was offered the mail. */
  record NotPermitted() implements Delivery {}
}
