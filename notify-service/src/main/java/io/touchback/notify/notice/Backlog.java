package io.touchback.notify.notice;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.touchback.messaging.Database;
import io.touchback.messaging.DatabaseFailed;
import io.touchback.notify.NotifyConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** How much waits: notices for the mail server, events for their shop. */
@Singleton
class Backlog {
  private static final Logger LOG = Logger.getLogger(Backlog.class);

  private final Database database;
  private final WaitingEvents waiting;
  private final Duration shopWait;
  private final Map<NoticeState, AtomicLong> open = new EnumMap<>(NoticeState.class);
  private boolean away;
  private volatile WaitingEvents.Size forShops = new WaitingEvents.Size(0, Duration.ZERO);

  Backlog(Database database, WaitingEvents waiting, MeterRegistry registry, NotifyConfig config) {
    this.database = database;
    this.waiting = waiting;
    this.shopWait = config.shopWait();
    for (var state : NoticeState.values()) {
      if (!state.isFinal()) {
        var count = new AtomicLong();
        open.put(state, count);
        registry.gauge("touchback.notices.open", Tags.of("state", state.word()), count);
      }
    }
    registry.gauge("touchback.events.waiting.for.shop", this, b -> b.forShops.events());
    registry.gauge(
        "touchback.events.waiting.for.shop.seconds", this, b -> b.forShops.longest().toSeconds());
  }

  /** Events that wait for a shop nobody has told us of, and for how long. */
  WaitingEvents.Size forShops() {
    return forShops;
  }

  boolean isShopOverdue() {
    return forShops.longest().compareTo(shopWait) > 0;
  }

  @Scheduled(
      every = "10s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void count() {
    try {
      countAll();
      away = false;
    } catch (DatabaseFailed e) {
      LOG.logf(
          away ? Logger.Level.DEBUG : Logger.Level.WARN,
          "What waits was not counted (%s); tried again every 10 s",
          e.getCause());
      away = true;
    }
  }

  private void countAll() {
    forShops = waiting.size();
    if (isShopOverdue()) {
      LOG.warnf(
          "%d events wait for a shop that was never told of, the oldest for %s: PUT it again at"
              + " orders-service, /api/shops/{shop}",
          forShops.events(), forShops.longest());
    }
    var counts = new EnumMap<NoticeState, Long>(NoticeState.class);
    database.query(
        row -> counts.put(NoticeState.valueOf(row.getString(1)), row.getLong(2)),
        "select state, count(*) from notice where due_at is not null group by state");
    open.forEach((state, count) -> count.set(counts.getOrDefault(state, 0L)));
  }
}
