package io.touchback.orders;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text from outside made safe to show and to put into a mail: no control or bidirectional control
 * characters (a name could turn the words around it, or end a header), one line, no novel.
 */
public final class PlainText {
  private static final int LONGEST = 1_000;
  private static final Pattern GAP = Pattern.compile("[\\s\\p{Cc}\\p{Zl}\\p{Zp}\\p{Zs}]+");
  private static final Pattern BREAK = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");
  // Joiners (U+200C, U+200D) stay: Persian words and emoji are made with them.
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\u200B\\u2060\\uFEFF\\p{Cs}\\uFFF9-\\uFFFB]");

  private PlainText() {}

  /** The cleaned text, cut where it is too long; null if nothing is left to read. */
  public static @Nullable String of(String raw) {
    return isClean(raw) ? raw : shortened(cleaned(raw), LONGEST, "");
  }

  /** The same of at most {@code longest} code points; what was cut shows that it was. */
  public static @Nullable String line(@Nullable String raw, int longest) {
    return raw == null ? null : shortened(cleaned(raw), longest, "…");
  }

  /** Whether it could stand in one line as it is. */
  public static boolean isOneLine(String text) {
    return !BREAK.matcher(text).find() && !UNSEEN.matcher(text).find();
  }

  /** Whether {@code words} stand in {@code text} as such, not as a part of others. */
  public static boolean hasWords(String text, String words) {
    for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      int end = at + words.length();
      if ((at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at)))
          && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)))) {
        return true;
      }
    }
    return false;
  }

  /** Most text is clean, and seen to be so in a tenth of the time. */
  private static boolean isClean(String raw) {
    boolean afterGap = true;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean gap = c == ' ';
      if (gap && afterGap || !gap && !isOrdinary(c)) {
        return false;
      }
      afterGap = gap;
    }
    return !afterGap && raw.length() <= LONGEST;
  }

  private static boolean isOrdinary(char c) {
    return c > ' ' && c < 0x7F || Character.isLetterOrDigit(c);
  }

  private static String cleaned(String raw) {
    return GAP.matcher(UNSEEN.matcher(raw).replaceAll("")).replaceAll(" ").strip();
  }

  private static @Nullable String shortened(String text, int longest, String mark) {
    if (text.codePointCount(0, text.length()) > longest) {
      return text.substring(0, text.offsetByCodePoints(0, longest - mark.length())).strip() + mark;
    }
    return text.isEmpty() ? null : text;
  }
}
