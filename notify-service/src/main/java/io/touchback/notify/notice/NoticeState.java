package io.touchback.notify.notice;

import java.util.Locale;

/** Where a notice is on its way; RULES M4. */
public enum NoticeState {
  /** Waits for a sender. */
  PENDING,
  /** An instance is writing it. */
  CLAIMED,
  /** Handed to the mail client: from here on it may have arrived. */
  SENDING,
  /** Not taken yet; waits for its next try. */
  RETRY,
  /** May have arrived or not: sent again with the same Message-ID. */
  UNKNOWN,
  SENT,
  SUPPRESSED,
  FAILED;

  /** Nothing more will happen to it, and its event is out. */
  public boolean isFinal() {
    return compareTo(SENT) >= 0;
  }

  /** As in events: {@code sent}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
