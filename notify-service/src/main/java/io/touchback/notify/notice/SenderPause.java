package io.touchback.notify.notice;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.touchback.notify.NotifyConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the sender from a mail server in trouble: longer and longer pauses, and after each a single
 * mail to see whether it is over. Measured in monotonic time.
 */
@Singleton
class SenderPause {
  private static final Logger LOG = Logger.getLogger(SenderPause.class);

  private final Duration first;
  private final Duration longest;
  private int troubles;
  private long begun = System.nanoTime();
  private long until = begun;
  private String reason = "";

  SenderPause(NotifyConfig config, MeterRegistry metrics) {
    this.first = config.send().retry().pause();
    this.longest = config.send().retry().longestPause();
    Gauge.builder("touchback.send.held.up", this, pause -> pause.reason().isPresent() ? 1 : 0)
        .description("1 while no mail gets through to the mail server")
        .register(metrics);
  }

  /** How many mails may be under way. */
  synchronized int allowed(int window) {
    if (troubles == 0) {
      return window;
    }
    return left().isZero() ? 1 : 0;
  }

  /**
   * Whether a mail may still say if it is over. Those of before may not: their final dots may be
   * unanswered for minutes.
   *
   * @param given when it was handed over, as {@link System#nanoTime()}
   */
  synchronized boolean isProbe(long given) {
    return given - begun >= 0 && System.nanoTime() - given < longest.toNanos();
  }

  /** Many mails meet the same trouble: it counts once a pause. */
  synchronized void trouble(String why) {
    if (troubles == 0) {
      LOG.warnf("Mails wait: the mail server is in trouble (%s). They go out when it is well", why);
    }
    reason = why;
    if (left().isZero()) {
      troubles++;
      begun = System.nanoTime();
      until = begun + length().toNanos();
    }
  }

  /** The server talks to us. */
  synchronized void over() {
    if (troubles > 0) {
      LOG.info("The mail server takes mails again");
    }
    troubles = 0;
  }

  synchronized Duration left() {
    return troubles == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, until - System.nanoTime()));
  }

  /** Why mail does not get through, while it does not. */
  synchronized Optional<String> reason() {
    return troubles == 0 ? Optional.empty() : Optional.of(reason);
  }

  private Duration length() {
    var length = first;
    for (int i = 1; i < troubles && length.compareTo(longest) < 0; i++) {
      length = length.multipliedBy(2);
    }
    return length.compareTo(longest) > 0 ? longest : length;
  }
}
