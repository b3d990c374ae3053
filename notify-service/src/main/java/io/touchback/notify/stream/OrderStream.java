package io.touchback.notify.stream;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.touchback.messaging.EventReader;
import io.touchback.messaging.IncomingEvent;
import io.touchback.notify.notice.Deciding;
import io.touchback.notify.notice.Erasing;
import io.touchback.notify.notice.OrderEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads the topic {@code orders}. */
@ApplicationScoped
class OrderStream {
  /** Those that can call for a notice. */
  private static final Set<String> TELLING =
      Set.of(
          "OrderPlaced",
          "OrderHeld",
          "OrderShipped",
          "ShipmentChanged",
          "ShipmentCancelled",
          "ParcelMoved",
          "OrderCancelled",
          "OrderRefunded");

  private static final String ERASED = "CustomerErased";

  private final EventReader reader;
  private final EventParser parser;
  private final Deciding deciding;
  private final Erasing erasing;

  OrderStream(EventReader reader, EventParser parser, Deciding deciding, Erasing erasing) {
    this.reader = reader;
    this.parser = parser;
    this.deciding = deciding;
    this.erasing = erasing;
  }

  @Incoming("orders")
  @Blocking
  void read(ConsumerRecords<String, byte[]> records) {
    reader.read(records, this::handle);
  }

  private void handle(List<IncomingEvent> events) {
    var telling = new ArrayList<OrderEvent>();
    var erased = new ArrayList<String>();
    for (var event : events) {
      if (event.version() == 1 && TELLING.contains(event.name())) {
        telling.add(parser.order(event));
      } else if (event.version() == 1 && event.name().equals(ERASED)) {
        erased.add(parser.orderId(event));
      } else {
        reader.ignored(event);
      }
    }
    deciding.onOrders(telling);
    erasing.onErased(erased);
  }
}
