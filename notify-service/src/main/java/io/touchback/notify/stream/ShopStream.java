package io.touchback.notify.stream;

import io.touchback.messaging.EventReader;
import io.touchback.messaging.IncomingEvent;
import io.touchback.messaging.Subscriber;
import io.touchback.messaging.Subscription;
import io.touchback.notify.notice.Deciding;
import io.touchback.notify.notice.Deciding.ShopChange;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the topic {@code shops}. */
@Singleton
class ShopStream implements Subscriber {
  private static final Duration APART = Duration.ofMillis(10);
  private static final int AT_MOST = 500;

  private final EventReader reader;
  private final EventParser parser;
  private final Deciding deciding;

  ShopStream(EventReader reader, EventParser parser, Deciding deciding) {
    this.reader = reader;
    this.parser = parser;
    this.deciding = deciding;
  }

  @Override
  public Subscription subscription() {
    return new Subscription("shops", "notify-service-shops", APART, AT_MOST);
  }

  @Override
  public void handle(List<IncomingEvent> events) {
    var changes = new ArrayList<ShopChange>();
    for (var event : events) {
      if (event.version() == 1 && event.name().equals("ShopChanged")) {
        changes.add(parser.shop(event));
      } else {
        reader.ignored(event);
      }
    }
    deciding.onShops(changes);
  }
}
