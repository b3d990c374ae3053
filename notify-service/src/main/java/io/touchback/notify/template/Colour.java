package io.touchback.notify.template;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shop's colour, and what can be read on it (WCAG 2 relative luminance). */
final class Colour {
  static final String DEFAULT = "#0f766e";
  private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final Pattern SHORT_HEX = Pattern.compile("#[0-9a-fA-F]{3}");
  private static final double AS_FAR_FROM_BLACK_AS_FROM_WHITE = 0.179;

  private Colour() {}

  /** {@code colour} if it is one, as {@code #rrggbb}, else ours. */
  static String accent(@Nullable String colour) {
    if (colour != null && SHORT_HEX.matcher(colour).matches()) {
      return "#" + colour.substring(1).replaceAll(".", "$0$0");
    }
    return colour != null && HEX.matcher(colour).matches() ? colour : DEFAULT;
  }

  /** Black or white, whichever contrasts more. */
  static String readableOn(String accent) {
    var luminance =
        0.2126 * channel(accent, 1) + 0.7152 * channel(accent, 3) + 0.0722 * channel(accent, 5);
    return luminance > AS_FAR_FROM_BLACK_AS_FROM_WHITE ? "#000000" : "#ffffff";
  }

  private static double channel(String colour, int from) {
    var value = Integer.parseInt(colour.substring(from, from + 2), 16) / 255.0;
    return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
