package io.touchback.sla.clock;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.touchback.messaging.DatabaseFailed;
import io.touchback.sla.SlaConfig;
import io.touchback.sla.alert.Alerts;
import io.touchback.sla.clock.Ledger.Place;
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
  private static final Duration ALL_AGAIN_AFTER = Duration.ofDays(1);

  private final Ledger ledger;
  private final ClockTable clocks;
  private final Alerts alerts;
  private final Duration kept;
  private final java.time.Clock clock;
  private Place last = Place.FIRST;
  private Instant begun = Instant.EPOCH;

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
      untilDone(() -> forgetOrders(before));
      untilDone(() -> clocks.forgetHeartbeats(before, AT_ONCE));
      untilDone(() -> alerts.forget(before, AT_ONCE));
    } catch (DatabaseFailed e) {
      LOG.warnf("Old orders were not forgotten (%s); tried again in an hour", e);
    }
  }

  /** What still runs after so long is looked at once a day, and not each hour. */
  private int forgetOrders(Instant before) {
    var now = clock.instant();
    if (Duration.between(begun, now).abs().compareTo(ALL_AGAIN_AFTER) >= 0) {
      begun = now;
      last = Place.FIRST;
    }
    var seen = ledger.forget(last, before, AT_ONCE);
    last = seen.isEmpty() ? last : seen.get(seen.size() - 1);
    return seen.size();
  }

  private static void untilDone(IntSupplier deletion) {
    int deleted = AT_ONCE;
    while (deleted == AT_ONCE) {
      deleted = deletion.getAsInt();
    }
  }
}
