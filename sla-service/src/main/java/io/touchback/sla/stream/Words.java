package io.touchback.sla.stream;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text from outside, made fit to be kept and shown: short, one line, no mail address in it. */
final class Words {
  private static final int LONGEST = 200;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]+");
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s<>()\\[\\]\",;:]*@[^\\s<>()\\[\\]\",;:]+");

  private Words() {}

  static @Nullable String clean(@Nullable String text) {
    return text == null || isClean(text) ? text : cleaned(text);
  }

  /** As nearly all are. */
  private static boolean isClean(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
  }

  private static @Nullable String cleaned(String text) {
    var line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    int length = Math.min(line.codePointCount(0, line.length()), LONGEST);
    return line.isEmpty() ? null : line.substring(0, line.offsetByCodePoints(0, length));
  }

  /** A mail server's answers quote whom they would not take. */
  static @Nullable String withoutAddresses(@Nullable String text) {
    var line = clean(text);
    return line == null ? null : ADDRESS.matcher(line).replaceAll("…");
  }
}
