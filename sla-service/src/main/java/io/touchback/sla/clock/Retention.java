package io.touchback.sla.clock;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.touchback.messaging.DatabaseFailed;
import io.touchback.sla.SlaConfig;
import io.touchback.sla.alert.Alerts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/**
 * Forgets what has been over for long, a little at a time; any number of instances may do so at
 * once. An event from before what is kept is not listened to: what it once did may be forgotten,
 * and it would do it again.
 */
@Singleton
public final class Retention {
  private static final Logger LOG = Logger.getLogger(Retention.class);

  /** Touched is noted once a day, and clocks differ. */
  private static final Duration SLACK = Duration.ofDays(2);

  private static final int AT_ONCE = 500;

  private final Ledger ledger;
  private final ClockTable clocks;
  private final Alerts alerts;
  private final Duration kept;
  private final java.time.Clock clock;

  Retention(
      Ledger ledger, ClockTable clocks, Alerts alerts, SlaConfig config, java.time.Clock clock) {
    this.ledger = ledger;
    this.clocks = clocks;
    this.alerts = alerts;
    this.kept = config.retention();
    this.clock = clock;
  }

  /** Whether something that happened then may have been forgotten here. */
  public boolean isPast(Instant happened) {
    return happened.isBefore(clock.instant().minus(kept));
  }

  @Scheduled(
      every = "1h",
      delayed = "3m",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void forget() {
    try {
      var before = clock.instant().minus(kept).minus(SLACK);
      untilDone(() -> ledger.forget(before, AT_ONCE));
      untilDone(() -> clocks.forgetHeartbeats(before, AT_ONCE));
      untilDone(() -> alerts.forget(before, AT_ONCE));
    } catch (DatabaseFailed e) {
      LOG.warnf("Old orders were not forgotten (%s); tried again in an hour", e);
    }
  }

  private static void untilDone(IntSupplier deletion) {
    int deleted = AT_ONCE;
    while (deleted == AT_ONCE) {
      deleted = deletion.getAsInt();
    }
  }
}
