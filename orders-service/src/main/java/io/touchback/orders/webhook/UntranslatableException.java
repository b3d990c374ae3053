package io.touchback.orders.webhook;

/** Signed JSON that makes no sense to this platform's adapter: stored, answered 200, counted. */
public final class UntranslatableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** {@code reason} names fields, never their values: it goes to logs. */
  public UntranslatableException(String reason) {
    super(reason);
  }
}
