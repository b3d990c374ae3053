package io.touchback.orders.tracking;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A shop's colour, made so that it can be read, as text and under text, on light pages and on dark
 * ones (WCAG 2, level AA).
 *
 * @param plain the shop's own
 * @param onPlain black or white, whichever is easier to read on it
 * @param onLight the same or darker, to stand on white
 * @param onDark the same or lighter, to stand on a dark page
 */
record Accent(String plain, String onPlain, String onLight, String onDark) {
  static final double READABLE = 4.5;

  private static final String OURS = "#0f766e";
  private static final String WHITE = "#ffffff";
  private static final String BLACK = "#000000";
  private static final String DARK_CARD = "#1e2227";
  private static final Pattern HEX = Pattern.compile("#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})");

  /** Of {@code #rrggbb} or {@code #rgb}; of anything else, ours. */
  static Accent of(@Nullable String colour) {
    String plain = colour != null && HEX.matcher(colour).matches() ? sixDigits(colour) : OURS;
    return new Accent(
        plain,
        contrast(plain, WHITE) >= contrast(plain, BLACK) ? WHITE : BLACK,
        towards(BLACK, plain, WHITE),
        towards(WHITE, plain, DARK_CARD));
  }

  /** {@code colour}, mixed with as much of {@code end} as it takes to be read on a ground. */
  private static String towards(String end, String colour, String ground) {
    for (int part = 0; part < 100; part++) {
      String mixed = mix(colour, end, part / 100.0);
      if (contrast(mixed, ground) >= READABLE) {
        return mixed;
      }
    }
    return end;
  }

  /** WCAG 2 contrast ratio, 1 to 21. */
  static double contrast(String one, String other) {
    double lighter = Math.max(luminance(one), luminance(other));
    double darker = Math.min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(String colour) {
    return 0.2126 * linear(channel(colour, 0))
        + 0.7152 * linear(channel(colour, 1))
        + 0.0722 * linear(channel(colour, 2));
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static String mix(String colour, String end, double part) {
    StringBuilder mixed = new StringBuilder("#");
    for (int i = 0; i < 3; i++) {
      long value = Math.round(channel(colour, i) * (1 - part) + channel(end, i) * part);
      mixed.append(String.format(Locale.ROOT, "%02x", value));
    }
    return mixed.toString();
  }

  private static int channel(String colour, int i) {
    return Integer.parseInt(colour, 1 + 2 * i, 3 + 2 * i, 16);
  }

  private static String sixDigits(String hex) {
    String lower = hex.toLowerCase(Locale.ROOT);
    return lower.length() == 7 ? lower : lower.replaceAll("([0-9a-f])", "$1$1");
  }
}
