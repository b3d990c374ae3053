package io.touchback.notify.notice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Events for tests, made from orders-service's goldens. */
public final class OrderEvents {
  private OrderEvents() {}

  /** A golden as it is. */
  public static OrderEvent golden(String file) {
    return golden(file, data -> {});
  }

  /** A golden's event whose data was changed. */
  public static OrderEvent golden(String file, Consumer<ObjectNode> change) {
    var event = json(file);
    var data = (ObjectNode) event.get("data");
    change.accept(data);
    return of(name(event), Instant.parse(event.get("time").asText()), data);
  }

  /** The event as a whole, in structured form. */
  public static ObjectNode json(String file) {
    try (var in = OrderEvents.class.getResourceAsStream("/goldens/orders-service/" + file)) {
      return (ObjectNode) EventJson.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String name(ObjectNode event) {
    return event.get("type").asText().replaceAll("^io\\.touchback\\.|\\.v1$", "");
  }

  /** All that happened to the order of the goldens, oldest first. */
  static List<OrderEvent> aStory() {
    return List.of(
        golden("OrderPlaced.v1.json"),
        golden("OrderPaid.v1.json"),
        golden("OrderHeld.v1.json"),
        golden("OrderShipped.v1.some.json"),
        golden("ShipmentChanged.v1.json"),
        golden("ParcelMoved.v1.out-for-delivery.json"),
        golden("ParcelMoved.v1.attempt-failed.json"),
        golden("ParcelMoved.v1.delivered.json"),
        golden("OrderRefunded.v1.json"));
  }

  static OrderEvent of(String name, Instant at, ObjectNode data) {
    return new OrderEvent(
        name,
        at,
        EventJson.MAPPER.convertValue(data, OrderEvent.Facts.class),
        EventJson.MAPPER.convertValue(data, EventContent.class));
  }
}
