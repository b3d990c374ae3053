package io.touchback.messaging;

/**
 * Reads a topic for as long as the service runs: every bean of this type gets a thread of its own.
 * One a topic in a service: what one has taken in is seen for all.
 */
public interface Subscriber extends BatchHandler {
  Subscription subscription();

  /** Whoever cannot pass on what a batch brings waits here, briefly; before each is asked for. */
  default void beforeBatch() throws InterruptedException {}
}
