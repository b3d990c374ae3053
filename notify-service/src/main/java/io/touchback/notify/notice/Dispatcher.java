package io.touchback.notify.notice;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.touchback.notify.NotifyConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The thread that sends: wakes when notices are decided or mails are answered, and lets {@link
 * Sending} take one step after the other.
 */
@Singleton
class Dispatcher {
  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  /**
   * Answers are marked together: so long is waited for more of them, or until there are so many. No
   * bound: while a step's transaction runs, as many as are under way may come.
   */
  private static final Duration GROUPED = Duration.ofMillis(10);

  private static final int GROUP = 32;
  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

  /** Of the time to stop. */
  private static final Duration TO_GIVE_BACK = Duration.ofSeconds(1);

  private final Sending sending;
  private final HandOver handOver;
  private final SenderPause pause;
  private final Instance instance;
  private final NotifyConfig.Send settings;
  private final Bell bell = new Bell();
  private final Thread thread = new Thread(this::run, "sender");
  private volatile boolean woken;
  private long lookedAt = System.nanoTime();
  private volatile boolean stopping;

  Dispatcher(
      Sending sending,
      HandOver handOver,
      SenderPause pause,
      Instance instance,
      NotifyConfig config) {
    this.sending = sending;
    this.handOver = handOver;
    this.pause = pause;
    this.instance = instance;
    this.settings = config.send();
  }

  void start(@Observes StartupEvent event) {
    instance.start();
    handOver.onAnswer(bell::ring);
    thread.start();
  }

  void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) NoticesDue due) {
    woken = true;
    bell.ring();
  }

  /** Before anything else stops: mails under way are waited for, the rest is given back. */
  void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
    stopping = true;
    bell.ring();
    thread.join(settings.stopWithin().plusSeconds(1).toMillis());
    instance.stop();
  }

  private void run() {
    try {
      while (!stopping) {
        await();
        step();
      }
      finish(System.nanoTime() + settings.stopWithin().toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await() throws InterruptedException {
    if (!woken && sending.canWait()) {
      bell.await(atMost(settings.poll()));
    }
    long grouped = System.nanoTime() + GROUPED.toNanos();
    for (long left = GROUPED.toNanos();
        left > 0 && !woken && handOver.answers() > 0 && handOver.answers() < GROUP;
        left = grouped - System.nanoTime()) {
      bell.await(Duration.ofNanos(left));
    }
  }

  /** A pause of the sender may be over sooner. */
  private Duration atMost(Duration poll) {
    var left = pause.left();
    return left.isZero() || left.compareTo(poll) > 0 ? poll : left;
  }

  private void step() throws InterruptedException {
    boolean looking = woken || System.nanoTime() - lookedAt >= settings.poll().toNanos();
    lookedAt = looking ? System.nanoTime() : lookedAt;
    woken = false;
    try {
      sending.step(looking);
    } catch (Throwable e) {
      // An error, too: without this thread nothing would be sent any more, and nobody would say so.
      LOG.errorf(e, "Cannot claim or mark mails; trying again in %s", AFTER_FAILURE);
      sending.afterFailure();
      bell.await(AFTER_FAILURE);
    }
  }

  /** What the mail server has not taken by then does not go out any more, and is given back. */
  private void finish(long deadline) throws InterruptedException {
    sending.stopClaiming();
    stepWhileBusy(deadline - TO_GIVE_BACK.toNanos());
    instance.retire();
    stepWhileBusy(deadline);
  }

  private void stepWhileBusy(long until) throws InterruptedException {
    while (sending.isBusy() && System.nanoTime() < until) {
      bell.await(GROUPED);
      step();
    }
  }
}
