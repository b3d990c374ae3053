package io.touchback.notify.stream;

import io.touchback.messaging.IncomingEvent;
import io.touchback.messaging.Subscriber;
import io.touchback.messaging.Subscription;
import io.touchback.notify.notice.Deciding;
import io.touchback.notify.notice.Erasing;
import io.touchback.notify.notice.OrderEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads the topic {@code orders}. */
@Singleton
class OrderStream implements Subscriber {
  /** A customer waits: in quiet times for nothing, in busy ones for a few others. */
  private static final Duration APART = Duration.ofMillis(50);

  private static final int AT_MOST = 200;

  private static final String ERASED = "CustomerErased";

  private final EventParser parser;
  private final Deciding deciding;
  private final Erasing erasing;

  OrderStream(EventParser parser, Deciding deciding, Erasing erasing) {
    this.parser = parser;
    this.deciding = deciding;
    this.erasing = erasing;
  }

  @Override
  public Subscription subscription() {
    return new Subscription("orders", "notify-service", APART, AT_MOST);
  }

  @Override
  public void beforeBatch() throws InterruptedException {
    deciding.awaitRoom(AT_MOST / 2);
  }

  /** Each notice is there once: what would call for it again finds it. */
  @Override
  public boolean tellsDuplicates() {
    return true;
  }

  @Override
  public boolean concerns(IncomingEvent event) {
    return event.version() == 1 && (deciding.concerns(event.name()) || event.name().equals(ERASED));
  }

  @Override
  public void handle(List<IncomingEvent> events) {
    var telling = new ArrayList<OrderEvent>();
    var erased = new HashSet<String>();
    for (var event : events) {
      if (event.name().equals(ERASED)) {
        erased.add(parser.orderId(event));
      } else {
        telling.add(parser.order(event));
      }
    }
    deciding.onOrders(telling, erased);
    erasing.onErased(erased);
  }
}
