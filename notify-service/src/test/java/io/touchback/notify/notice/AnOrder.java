package io.touchback.notify.notice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;

/** An order of its own for a test, with events made from the goldens. */
public record AnOrder(String shop, String id, String address) {
  public static AnOrder of(String shop) {
    return new AnOrder(shop, UUID.randomUUID().toString(), UUID.randomUUID() + "@example.com");
  }

  public OrderEvent event(String golden) {
    return event(golden, data -> {});
  }

  public OrderEvent event(String golden, Consumer<ObjectNode> change) {
    return OrderEvents.golden(
        golden,
        data -> {
          claim(data);
          change.accept(data);
        });
  }

  /** A carrier's scan of just now: an older one would be stale. */
  public OrderEvent scanned(String golden) {
    return event(
        golden, data -> ((ObjectNode) data.get("scan")).put("at", Instant.now().toString()));
  }

  /** The golden's event as a whole, as if it had happened to this order. */
  public ObjectNode json(String golden) {
    var event = OrderEvents.json(golden);
    event.put("partitionkey", id).put("subject", id).put("source", "/shops/" + shop);
    claim((ObjectNode) event.get("data"));
    return event;
  }

  private void claim(ObjectNode data) {
    data.put("shop", shop);
    ((ObjectNode) data.get("order")).put("id", id);
    if (data.at("/order/customer/email").isTextual()) {
      ((ObjectNode) data.at("/order/customer")).put("email", address);
    }
  }
}
