package io.touchback.sla.stream;

import io.touchback.messaging.IncomingEvent;
import io.touchback.messaging.Subscriber;
import io.touchback.messaging.Subscription;
import io.touchback.sla.clock.Ledger.Entry;
import io.touchback.sla.clock.OrderClocks;
import io.touchback.sla.clock.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Reads {@code notices}: what customers were told. */
@ApplicationScoped
public class NoticesReader implements Subscriber {
  private static final Duration APART = Duration.ofMillis(100);

  private static final int AT_MOST = 1000;

  private final NoticeFacts facts;
  private final OrderClocks orders;
  private final Retention retention;
  private final Clock clock;

  NoticesReader(NoticeFacts facts, OrderClocks orders, Retention retention, Clock clock) {
    this.facts = facts;
    this.orders = orders;
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public Subscription subscription() {
    return new Subscription("notices", "sla-service-notices", APART, AT_MOST);
  }

  @Override
  public boolean concerns(IncomingEvent event) {
    return event.version() == 1
        && NoticeFacts.NAMES.contains(event.name())
        && !retention.isPast(event.time());
  }

  /** By the ledger. */
  @Override
  public boolean tellsDuplicates() {
    return true;
  }

  @Override
  public void handle(List<IncomingEvent> batch) {
    var now = clock.instant();
    orders.take(
        batch.stream()
            .flatMap(event -> facts.of(event, now).stream())
            .filter(NoticesReader::isAwaited)
            .toList());
  }

  /** The others are most of them, and no clock's business. */
  private static boolean isAwaited(Entry entry) {
    var notice = entry.fact().said().notice();
    return notice != null && notice.isAwaited();
  }
}
