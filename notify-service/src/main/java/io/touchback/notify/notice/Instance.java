package io.touchback.notify.notice;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.touchback.messaging.Database;
import io.touchback.notify.NotifyConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * This process among those that send. Its heartbeat, by the database's time, is the lease of all
 * that it has claimed; what the dead had claimed, it sets free.
 */
@Singleton
class Instance {
  private static final Logger LOG = Logger.getLogger(Instance.class);

  private final Database database;
  private final SendQueue queue;
  private final NoticeCounters counters;
  private final NotifyConfig.Send settings;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(beat -> new Thread(beat, "heartbeat"));
  private volatile long id;
  private volatile long provenAt;
  private long gapEndedAt;

  Instance(Database database, SendQueue queue, NoticeCounters counters, NotifyConfig config) {
    this.database = database;
    this.queue = queue;
    this.counters = counters;
    this.settings = config.send();
  }

  void start() {
    register();
    gapEndedAt = provenAt - settings.lease().toNanos();
    long period = settings.heartbeat().toMillis();
    heart.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
    heart.scheduleWithFixedDelay(this::freeTheDead, 0, period / 2, TimeUnit.MILLISECONDS);
  }

  /** Everything it still has is released: nothing of it is under way any more, as far as known. */
  void stop() {
    heart.shutdownNow();
    QuarkusTransaction.requiringNew().run(() -> bury(List.of(id), "stopped while sending"));
  }

  /** A new one for each life. */
  long id() {
    return id;
  }

  /** Nobody can have taken us for dead yet. Time asleep (SIGSTOP) counts. */
  boolean holdsLease() {
    return System.nanoTime() - provenAt < settings.lease().toNanos();
  }

  private void beat() {
    try {
      long asked = System.nanoTime();
      if (database.update("update instance set heartbeat_at = now() where id = ?", id) == 1) {
        proven(asked);
      } else {
        LOG.warn("Taken for dead while away: what was claimed is somebody else's now");
        register();
      }
    } catch (RuntimeException e) {
      LOG.warnf(
          "No heartbeat: %s. Without one for %s others take over", cause(e), settings.lease());
    }
  }

  private void register() {
    long asked = System.nanoTime();
    id =
        database
            .query(row -> row.getLong(1), "insert into instance default values returning id")
            .get(0);
    proven(asked);
  }

  private void proven(long asked) {
    if (asked - provenAt > settings.lease().toNanos()) {
      gapEndedAt = asked;
    }
    provenAt = asked;
  }

  /**
   * Whoever was away from the database itself, or meets one that has just come back, first lets the
   * others say that they live.
   */
  private void freeTheDead() {
    try {
      if (System.nanoTime() - gapEndedAt >= settings.lease().toNanos()) {
        QuarkusTransaction.requiringNew().run(() -> bury(dead(), "its sender died"));
      }
    } catch (RuntimeException e) {
      LOG.warnf("Could not look for dead instances: %s", cause(e));
    }
  }

  private List<Long> dead() {
    return database.query(
        row -> row.getLong(1),
        """
        select id from instance
        where heartbeat_at < now() - ?::float8 * interval '1 second' and id <> ?
          and pg_postmaster_start_time() < now() - ?::float8 * interval '1 second'
        for update skip locked
        """,
        seconds(settings.lease()),
        id,
        seconds(settings.lease()));
  }

  private void bury(List<Long> instances, String why) {
    if (instances.isEmpty()) {
      return;
    }
    int unknown = queue.release(instances, why);
    database.update(
        "delete from instance where id = any (?::bigint[])",
        (Object) Database.column(instances, one -> one));
    LOG.infof("Released the claims of instances %s: %d mails may have arrived", instances, unknown);
    counters.unknown(why, unknown);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Throwable cause(RuntimeException e) {
    return e.getCause() == null ? e : e.getCause();
  }
}
