package io.touchback.notify.notice;

/**
 * A claim that came to an end.
 *
 * @param deadAddress the server said that there is no such mailbox
 */
record Finished(Claim claim, Verdict verdict, boolean deadAddress) implements Written {
  static Finished without(Claim claim, Verdict verdict) {
    return new Finished(claim, verdict, false);
  }
}
