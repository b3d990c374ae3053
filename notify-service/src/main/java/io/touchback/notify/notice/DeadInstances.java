package io.touchback.notify.notice;

import static io.touchback.messaging.Database.column;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.touchback.messaging.Database;
import io.touchback.notify.NotifyConfig;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Whose heart has stopped; what they had claimed is set free. For one thread. */
@Singleton
class DeadInstances {
  private static final Logger LOG = Logger.getLogger(DeadInstances.class);
  private static final String DIED = "its sender died";

  private final Database database;
  private final SendQueue queue;
  private final NoticeCounters counters;
  private final HeartbeatWatch watch;

  DeadInstances(Database database, SendQueue queue, NoticeCounters counters, NotifyConfig config) {
    this.database = database;
    this.queue = queue;
    this.counters = counters;
    this.watch = new HeartbeatWatch(config.send().lease());
  }

  /**
   * @param self whoever looks
   */
  void releaseDead(long self) {
    var heartbeats = new HashMap<Long, String>();
    var released = new ArrayList<Long>();
    database.query(
        row ->
            row.getBoolean("released")
                ? released.add(row.getLong("id"))
                : heartbeats.put(row.getLong("id"), row.getString("heartbeat")),
        """
        select id, heartbeat_at::text as heartbeat, released_at is not null as released
        from instance
        where id <> ? and (released_at is null or released_at < now() - interval '1 minute')
        """,
        self);
    heartbeats.keySet().retainAll(watch.stopped(heartbeats, System.nanoTime()));
    if (!heartbeats.isEmpty()) {
      inTransaction(() -> bury(heartbeats));
    }
    if (!released.isEmpty()) {
      inTransaction(() -> forget(released));
    }
  }

  /** Stopped by itself. */
  void release(long instance, String why) {
    inTransaction(
        () -> {
          database.update("update instance set released_at = now() where id = ?", instance);
          release(List.of(instance), why);
        });
  }

  private void bury(Map<Long, String> heartbeats) {
    var buried =
        database.query(
            row -> row.getLong("id"),
            """
            update instance set released_at = now()
            from unnest(?, ?) as dead(id, heartbeat)
            where instance.id = dead.id::bigint and released_at is null
              and heartbeat_at = dead.heartbeat::timestamptz
            returning instance.id
            """,
            column(heartbeats.entrySet(), Map.Entry::getKey),
            column(heartbeats.entrySet(), Map.Entry::getValue));
    if (!buried.isEmpty()) {
      LOG.warnf("Instances %s are dead: others send what they had claimed", buried);
      release(buried, DIED);
    }
  }

  /**
   * Released once more, a while after: a transaction that was open then may have left something
   * behind. None stays open that long.
   */
  private void forget(List<Long> released) {
    release(released, DIED);
    database.update(
        "delete from instance where id = any (?::bigint[])", (Object) column(released, id -> id));
  }

  private void release(Collection<Long> instances, String why) {
    int unknown = queue.release(instances, why);
    if (unknown > 0) {
      LOG.infof("Of instances %s %d mails may have arrived", instances, unknown);
      counters.unknown(why, unknown);
    }
  }

  /** Rows that somebody else has locked are left for next time: others may be dead as well. */
  private void inTransaction(Runnable work) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              database.update("set local lock_timeout = '1s'");
              work.run();
            });
  }
}
