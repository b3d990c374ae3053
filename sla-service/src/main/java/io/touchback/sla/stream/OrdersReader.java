package io.touchback.sla.stream;

import io.touchback.messaging.EventReader;
import io.touchback.messaging.IncomingEvent;
import io.touchback.messaging.Subscriber;
import io.touchback.messaging.Subscription;
import io.touchback.sla.clock.Heartbeats;
import io.touchback.sla.clock.Heartbeats.Heard;
import io.touchback.sla.clock.Ledger.Entry;
import io.touchback.sla.clock.OrderClocks;
import io.touchback.sla.clock.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code orders}: what platforms and staff did. */
@ApplicationScoped
public class OrdersReader implements Subscriber {
  /**
   * Nobody waits for a clock to be armed: what comes within this time shares a transaction. With
   * the producer's progress (250 ms), the grace and the sweep this keeps an alert within a second
   * of its due time.
   */
  private static final Duration APART = Duration.ofMillis(150);

  private static final int AT_MOST = 1000;

  private final EventReader events;
  private final OrderFacts facts;
  private final OrderClocks orders;
  private final Heartbeats heartbeats;
  private final Retention retention;
  private final Clock clock;

  OrdersReader(
      EventReader events,
      OrderFacts facts,
      OrderClocks orders,
      Heartbeats heartbeats,
      Retention retention,
      Clock clock) {
    this.events = events;
    this.facts = facts;
    this.orders = orders;
    this.heartbeats = heartbeats;
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public Subscription subscription() {
    return new Subscription("orders", "sla-service", APART, AT_MOST);
  }

  @Override
  public void handle(List<IncomingEvent> batch) {
    var now = clock.instant();
    var entries = new ArrayList<Entry>();
    var heard = new ArrayList<Heard>();
    for (var event : batch) {
      if (event.version() == 1 && event.name().equals("ShopHeard")) {
        heard.add(facts.heard(event, now));
      } else if (tellsOfAnOrder(event) && !retention.isPast(event.time())) {
        entries.add(facts.of(event, now));
      } else {
        events.ignored(event);
      }
    }
    orders.take(entries);
    heartbeats.take(heard);
  }

  private static boolean tellsOfAnOrder(IncomingEvent event) {
    return event.version() == 1 && OrderFacts.NAMES.contains(event.name());
  }
}
