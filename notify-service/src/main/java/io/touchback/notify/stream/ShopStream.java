package io.touchback.notify.stream;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.touchback.messaging.EventReader;
import io.touchback.messaging.IncomingEvent;
import io.touchback.notify.notice.Deciding;
import io.touchback.notify.notice.Deciding.ShopChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads the topic {@code shops}. */
@ApplicationScoped
class ShopStream {
  private final EventReader reader;
  private final EventParser parser;
  private final Deciding deciding;

  ShopStream(EventReader reader, EventParser parser, Deciding deciding) {
    this.reader = reader;
    this.parser = parser;
    this.deciding = deciding;
  }

  @Incoming("shops")
  @Blocking
  void read(ConsumerRecords<String, byte[]> records) {
    reader.read(records, this::handle);
  }

  private void handle(List<IncomingEvent> events) {
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
