package io.touchback.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The table of events to publish: appended to in the caller's transaction, drained by the relay.
 */
@ApplicationScoped
public class Outbox {
  /**
   * Appends in the caller's transaction (there must be one) and wakes the relay after its commit.
   * The trace context of the caller is kept with each row.
   */
  public void append(List<OutgoingEvent> events) {
    throw new UnsupportedOperationException("being built");
  }
}
