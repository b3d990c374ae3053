package io.touchback.sla.stream;

import io.smallrye.common.annotation.Blocking;
import io.touchback.messaging.EventReader;
import io.touchback.messaging.IncomingEvent;
import io.touchback.sla.clock.Ledger.Entry;
import io.touchback.sla.clock.OrderClocks;
import io.touchback.sla.clock.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads {@code notices}: what customers were told. */
@ApplicationScoped
public class NoticesReader {
  private final EventReader events;
  private final NoticeFacts facts;
  private final OrderClocks orders;
  private final Retention retention;
  private final Clock clock;

  NoticesReader(
      EventReader events, NoticeFacts facts, OrderClocks orders, Retention retention, Clock clock) {
    this.events = events;
    this.facts = facts;
    this.orders = orders;
    this.retention = retention;
    this.clock = clock;
  }

  @Incoming("notices")
  @Blocking
  void read(ConsumerRecords<String, byte[]> records) {
    events.read(records, this::take);
  }

  public void take(List<IncomingEvent> batch) {
    var now = clock.instant();
    var entries = new ArrayList<Entry>();
    for (var event : batch) {
      if (tellsOfANotice(event) && !retention.isPast(event.time())) {
        facts.of(event, now).filter(NoticesReader::isAwaited).ifPresent(entries::add);
      } else {
        events.ignored(event);
      }
    }
    orders.take(entries);
  }

  /** The others are most of them, and no clock's business. */
  private static boolean isAwaited(Entry entry) {
    var notice = entry.fact().said().notice();
    return notice != null && notice.isAwaited();
  }

  private static boolean tellsOfANotice(IncomingEvent event) {
    return event.version() == 1 && NoticeFacts.NAMES.contains(event.name());
  }
}
