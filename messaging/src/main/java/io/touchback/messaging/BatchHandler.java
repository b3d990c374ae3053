package io.touchback.messaging;

import java.util.List;

/**
 * The effect of a batch of events, run inside one database transaction; of events not seen before,
 * unless it {@link #tellsDuplicates() knows} those by itself.
 *
 * <p>An {@link UnreadableEvent} sends that one event to the dead letters. After any other exception
 * the batch is applied in halves, and those that fail in halves of theirs; a single event that
 * fails every time is a dead letter, too. A database that is away is waited for.
 */
@FunctionalInterface
public interface BatchHandler {
  void handle(List<IncomingEvent> events);

  /**
   * Whether an event is any business of this handler's, by its headers. Others are counted, and
   * nothing is remembered of them.
   */
  default boolean concerns(IncomingEvent event) {
    return true;
  }

  /**
   * Whether the handler knows by its own data what it has handled before, and handles it again
   * without effect: then the inbox need not remember it, too.
   */
  default boolean tellsDuplicates() {
    return false;
  }
}
