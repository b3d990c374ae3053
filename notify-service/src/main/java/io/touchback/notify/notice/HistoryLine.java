package io.touchback.notify.notice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What once happened to a notice.
 *
 * @param detail the server's answer, or why
 */
public record HistoryLine(NoticeState state, Instant at, @Nullable String detail) {
  /** As it is appended to a row's history. */
  String line() {
    return EventJson.write(this) + "\n";
  }

  public static List<HistoryLine> all(String history) {
    return history.lines().map(line -> EventJson.read(line, HistoryLine.class)).toList();
  }
}
