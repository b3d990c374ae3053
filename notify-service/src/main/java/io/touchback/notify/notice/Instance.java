package io.touchback.notify.notice;

import io.touchback.messaging.Database;
import io.touchback.notify.NotifyConfig;
import io.touchback.notify.notice.Claim.Ticket;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** This process among those that send. Its heartbeat is the lease of all that it has claimed. */
@Singleton
class Instance {
  private static final Logger LOG = Logger.getLogger(Instance.class);

  private final Database database;
  private final DeadInstances others;
  private final NotifyConfig.Send settings;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(beat -> new Thread(beat, "heartbeat"));

  /** Its own thread: the dead may have left more than can be freed between two beats. */
  private final ScheduledExecutorService burials =
      Executors.newSingleThreadScheduledExecutor(burial -> new Thread(burial, "burials"));

  private volatile long id;
  private volatile long provenAt;
  private volatile boolean retired;

  Instance(Database database, DeadInstances others, NotifyConfig config) {
    this.database = database;
    this.others = others;
    this.settings = config.send();
  }

  void start() {
    register();
    long period = settings.heartbeat().toMillis();
    heart.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
    burials.scheduleWithFixedDelay(this::freeTheDead, 0, period / 2, TimeUnit.MILLISECONDS);
  }

  /** Sends nothing more. */
  void retire() {
    retired = true;
  }

  /** Everything it still has is released: nothing of it is under way any more, as far as known. */
  void stop() {
    retire();
    heart.shutdownNow();
    burials.shutdownNow();
    try {
      others.release(id, "stopped while sending");
    } catch (RuntimeException e) {
      LOG.warnf("Could not release what is claimed: %s. Others do so later", cause(e));
    }
  }

  /** A new one for each life. */
  long id() {
    return id;
  }

  /** Nobody can have taken us for dead since it was claimed. */
  boolean holds(Ticket ticket) {
    return ticket.owner() == id && isAlive();
  }

  /** Nobody can have taken us for dead. Time asleep (SIGSTOP) counts. */
  boolean isAlive() {
    return !retired && System.nanoTime() - provenAt < settings.lease().toNanos();
  }

  private void beat() {
    try {
      long asked = System.nanoTime();
      int living =
          database.update(
              "update instance set heartbeat_at = clock_timestamp()"
                  + " where id = ? and released_at is null",
              id);
      if (living == 1) {
        provenAt = asked;
      } else {
        LOG.warn("Taken for dead while away: what was claimed is somebody else's now");
        register();
      }
    } catch (Throwable e) {
      // Of an error, too: what throws is not scheduled again.
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
    provenAt = asked;
  }

  private void freeTheDead() {
    try {
      others.releaseDead(id);
    } catch (Throwable e) {
      LOG.warnf("Could not look for dead instances: %s", cause(e));
    }
  }

  private static Throwable cause(Throwable e) {
    return e.getCause() == null ? e : e.getCause();
  }
}
