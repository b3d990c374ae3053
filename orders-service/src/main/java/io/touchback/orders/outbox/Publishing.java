package io.touchback.orders.outbox;

import io.touchback.messaging.Outbox;
import io.touchback.messaging.OutgoingEvent;
import io.touchback.orders.StoredJson;
import io.touchback.orders.event.Dated;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Puts our events into the outbox, in the caller's transaction. */
@ApplicationScoped
public class Publishing {
  private final Outbox outbox;

  Publishing(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Call it when the rows that the events are about are locked: that keeps them in order. */
  public void publish(List<Dated> events) {
    outbox.append(events.stream().map(Publishing::outgoing).toList());
  }

  /** Forgets what was told of these orders. */
  public void erase(Collection<UUID> orders) {
    outbox.erase(orders.stream().map(UUID::toString).toList());
  }

  private static OutgoingEvent outgoing(Dated dated) {
    var event = dated.event();
    return new OutgoingEvent(
        event.topic(),
        event.key(),
        event.type(),
        event.source(),
        event.key(),
        dated.time(),
        StoredJson.write(event));
  }
}
