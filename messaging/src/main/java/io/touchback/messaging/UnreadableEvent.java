package io.touchback.messaging;

/** This event can never be read, however often it is tried: a dead letter. */
public final class UnreadableEvent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableEvent(String reason, Throwable cause) {
    super(reason, cause);
  }

  public UnreadableEvent(String reason) {
    super(reason);
  }
}
