package io.touchback.notify.stream;

import io.touchback.messaging.IncomingEvent;
import io.touchback.messaging.Subscriber;
import io.touchback.messaging.Subscription;
import io.touchback.notify.notice.Deciding;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Reads the topic {@code shops}. */
@Singleton
class ShopStream implements Subscriber {
  private static final Duration APART = Duration.ofMillis(10);
  private static final int AT_MOST = 500;

  private final EventParser parser;
  private final Deciding deciding;

  ShopStream(EventParser parser, Deciding deciding) {
    this.parser = parser;
    this.deciding = deciding;
  }

  @Override
  public Subscription subscription() {
    return new Subscription("shops", "notify-service-shops", APART, AT_MOST);
  }

  @Override
  public boolean concerns(IncomingEvent event) {
    return event.version() == 1 && event.name().equals("ShopChanged");
  }

  @Override
  public void handle(List<IncomingEvent> events) {
    deciding.onShops(events.stream().map(parser::shop).toList());
  }
}
