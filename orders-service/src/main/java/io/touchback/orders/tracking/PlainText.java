package io.touchback.orders.tracking;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text from outside, made fit to stand in one line of ours. */
final class PlainText {
  /** Controls, line and paragraph separators, and what turns the direction of its neighbours. */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]+");

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  private PlainText() {}

  /** One trimmed line of at most {@code longest} code points; null if nothing is left. */
  static @Nullable String line(@Nullable String raw, int longest) {
    if (raw == null) {
      return null;
    }
    String line = SPACES.matcher(UNSEEN.matcher(raw).replaceAll(" ")).replaceAll(" ").strip();
    if (line.isEmpty()) {
      return null;
    }
    return line.codePointCount(0, line.length()) <= longest
        ? line
        : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
  }
}
