package io.touchback.notify.notice;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.touchback.messaging.DatabaseFailed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Decides what waited for a shop and was too much for the transaction in which the shop became
 * known. Any number may do so at once.
 */
@Singleton
class CatchingUp {
  private static final Logger LOG = Logger.getLogger(CatchingUp.class);

  private final Deciding deciding;
  private volatile boolean stopping;
  private boolean failing;

  CatchingUp(Deciding deciding) {
    this.deciding = deciding;
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void run() {
    try {
      boolean more = true;
      while (more && !stopping) {
        more = deciding.catchUp();
      }
      failing = false;
    } catch (DatabaseFailed e) {
      LOG.logf(
          failing ? Logger.Level.DEBUG : Logger.Level.WARN,
          "What waited for a shop is not decided (%s); tried again every second",
          e.getCause());
      failing = true;
    }
  }
}
