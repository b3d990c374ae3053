package io.touchback.local;

/** Something that whoever called the script can put right; the message says how. */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1;

  UserError(String message) {
    super(message);
  }
}
