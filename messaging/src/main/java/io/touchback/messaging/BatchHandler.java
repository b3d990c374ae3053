package io.touchback.messaging;

import java.util.List;

/**
 * The effect of a batch of events not seen before, run inside one database transaction.
 *
 * <p>An {@link UnreadableEvent} sends that one event to the dead letters; any other exception is
 * retried in place, first as a batch, then event by event.
 */
@FunctionalInterface
public interface BatchHandler {
  void handle(List<IncomingEvent> events);
}
