package io.touchback.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/** Forgets what has been kept long enough, a little at a time, on one instance. */
@Singleton
final class Housekeeping {
  private static final Logger LOG = Logger.getLogger(Housekeeping.class);
  private static final Duration PERIOD = Duration.ofMinutes(10);

  /** As long as the topics remember. */
  private static final Duration OUTBOX_KEPT = Duration.ofDays(7);

  /**
   * Longer than a topic remembers: no replay brings back what was forgotten here. But for compacted
   * topics: whoever reads those bears old events.
   */
  private static final Duration INBOX_KEPT = Duration.ofDays(14);

  private static final int AT_ONCE = 1_000;

  private final Relaying relaying;
  private final OutboxTable outbox;
  private final Inbox inbox;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Housekeeping::thread);

  Housekeeping(Relaying relaying, OutboxTable outbox, Inbox inbox) {
    this.relaying = relaying;
    this.outbox = outbox;
    this.inbox = inbox;
  }

  void start(@Observes StartupEvent event) {
    timer.scheduleWithFixedDelay(this::cleanIfLeading, 1, PERIOD.toMinutes(), TimeUnit.MINUTES);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  void clean() {
    untilDone(() -> inbox.deleteReadBefore(INBOX_KEPT, AT_ONCE));
    untilDone(() -> outbox.deleteAppendedBefore(OUTBOX_KEPT, AT_ONCE));
  }

  private void cleanIfLeading() {
    try {
      if (relaying.leads()) {
        clean();
      }
    } catch (Throwable e) {
      LOG.warnf(
          "Old outbox and inbox rows were not deleted (%s); tried again in %s",
          Trouble.name(e), PERIOD);
    }
  }

  private void untilDone(IntSupplier deletion) {
    int deleted = AT_ONCE;
    while (deleted == AT_ONCE && !timer.isShutdown()) {
      deleted = deletion.getAsInt();
    }
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "touchback housekeeping");
    thread.setDaemon(true);
    return thread;
  }
}
