package io.touchback.sla.stream;

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
  private static final String SHOP_HEARD = "ShopHeard";

  private final OrderFacts facts;
  private final OrderClocks orders;
  private final Heartbeats heartbeats;
  private final Retention retention;
  private final Clock clock;

  OrdersReader(
      OrderFacts facts,
      OrderClocks orders,
      Heartbeats heartbeats,
      Retention retention,
      Clock clock) {
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
  public boolean concerns(IncomingEvent event) {
    return event.version() == 1
        && (event.name().equals(SHOP_HEARD)
            || OrderFacts.NAMES.contains(event.name()) && !retention.isPast(event.time()));
  }

  /** By the ledger; a shop's rhythm passes over what is not later than it was heard last. */
  @Override
  public boolean tellsDuplicates() {
    return true;
  }

  @Override
  public void handle(List<IncomingEvent> batch) {
    var now = clock.instant();
    var entries = new ArrayList<Entry>();
    var heard = new ArrayList<Heard>();
    for (var event : batch) {
      if (event.name().equals(SHOP_HEARD)) {
        heard.add(facts.heard(event, now));
      } else {
        entries.add(facts.of(event, now));
      }
    }
    orders.take(entries);
    heartbeats.take(heard);
  }
}
