package io.touchback.notify.notice;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a notice after a try.
 *
 * @param detail the server's answer or why, without addresses
 * @param dueIn until it may be tried again; null of a final state
 * @param charged the try counts
 */
record Verdict(
    NoticeState state, @Nullable String detail, @Nullable Duration dueIn, boolean charged) {

  static Verdict suppressed(Suppression why) {
    return new Verdict(NoticeState.SUPPRESSED, why.word(), null, false);
  }

  static Verdict failed(String why) {
    return new Verdict(NoticeState.FAILED, why, null, true);
  }

  static Verdict givenBack() {
    return new Verdict(NoticeState.PENDING, null, Duration.ZERO, false);
  }

  /** As it stands in the notice's column of that name. */
  @Nullable String reason() {
    return state == NoticeState.SENT ? null : detail;
  }
}
