package io.touchback.notify.notice;

import java.time.Instant;

/**
 * A claim that came to an end.
 *
 * @param deadAddress the server said that there is no such mailbox
 * @param at when: an answer may have to wait for the database
 */
record Finished(Claim claim, Verdict verdict, boolean deadAddress, Instant at) implements Written {
  static Finished without(Claim claim, Verdict verdict, Instant at) {
    return new Finished(claim, verdict, false, at);
  }
}
