package io.touchback.sla.stream;

import io.touchback.messaging.IncomingEvent;
import io.touchback.messaging.Subscriber;
import io.touchback.messaging.Subscription;
import io.touchback.sla.clock.Shop;
import io.touchback.sla.clock.Shops;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads {@code shops}: zone, country, and whether they still sell. */
@ApplicationScoped
public class ShopsReader implements Subscriber {
  private static final Duration APART = Duration.ofMillis(10);

  private static final int AT_MOST = 500;

  private static final Logger LOG = Logger.getLogger(ShopsReader.class);

  private final Payload payload;
  private final Shops shops;
  private final Clock clock;

  ShopsReader(Payload payload, Shops shops, Clock clock) {
    this.payload = payload;
    this.shops = shops;
    this.clock = clock;
  }

  @Override
  public Subscription subscription() {
    return new Subscription("shops", "sla-service-shops", APART, AT_MOST);
  }

  @Override
  public boolean concerns(IncomingEvent event) {
    return event.version() == 1 && event.name().equals("ShopChanged");
  }

  /** In the order of their names: others lock several shops, too. */
  @Override
  public void handle(List<IncomingEvent> batch) {
    batch.stream().sorted(Comparator.comparing(IncomingEvent::key)).forEach(this::take);
  }

  private void take(IncomingEvent event) {
    var data = payload.of(event, ShopData.class);
    var name = Payload.required(data.shop(), event, "shop");
    var shop =
        new Shop(
            name,
            zone(name, data.timeZone()),
            Words.clean(data.country()),
            !Boolean.FALSE.equals(data.active()));
    var at = EventTime.believed(event.time(), clock.instant());
    shops.take(shop, event.time(), at, event.id());
  }

  private static ZoneId zone(String shop, @Nullable String timeZone) {
    try {
      return timeZone == null ? ZoneOffset.UTC : ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      LOG.warnf("Shop %s: time zone not known here, UTC is used; update the JDK's zones", shop);
      return ZoneOffset.UTC;
    }
  }
}
