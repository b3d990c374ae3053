package io.touchback.orders.tracking;

import io.touchback.orders.PlainText;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tracking number as somebody wrote it, and how carriers may read it.
 *
 * @param given one line, without control characters
 * @param readings what carriers' forms are held against, the fullest first; none if it cannot be a
 *     tracking number
 */
record TrackingNumber(String given, List<String> readings) {
  private static final int LONGEST_SHOWN = 100;
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern SEPARATORS = Pattern.compile("[-‐‑‒–._/]");
  private static final Pattern LETTER = Pattern.compile("[A-Z]");
  private static final Pattern POSSIBLE =
      Pattern.compile("(?=.*[0-9])[A-Z0-9][A-Z0-9-]{3,38}[A-Z0-9]");

  /** Null if there is nothing to read in it. */
  static @Nullable TrackingNumber of(@Nullable String raw) {
    String given = PlainText.line(raw, LONGEST_SHOWN);
    if (given == null) {
      return null;
    }
    String whole = SPACE.matcher(Normalizer.normalize(given, Normalizer.Form.NFKC)).replaceAll("");
    String upper = whole.toUpperCase(Locale.ROOT);
    return new TrackingNumber(
        given,
        Stream.of(upper, SEPARATORS.matcher(upper).replaceAll(""))
            .distinct()
            .filter(POSSIBLE.asMatchPredicate())
            .toList());
  }

  /** Whether it is but one sign over and over: somebody filled a field that had to be filled. */
  boolean placeholder() {
    return readings.stream().allMatch(reading -> reading.chars().distinct().count() == 1);
  }

  /** Whether it is more than digits, which pass somebody's check too easily. */
  boolean hasLetters() {
    return reading(reading -> LETTER.matcher(reading).find()) != null;
  }

  /** The first way of reading it that is {@code good}, else null. */
  @Nullable String reading(Predicate<String> good) {
    return readings.stream().filter(good).findFirst().orElse(null);
  }
}
