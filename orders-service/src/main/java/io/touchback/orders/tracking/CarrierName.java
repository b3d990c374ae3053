package io.touchback.orders.tracking;

import io.touchback.orders.PlainText;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A carrier's name as platforms write it: exact capitals here, a slug or a code there. */
final class CarrierName {
  private static final int LONGEST = 80;
  private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** What platforms send when nobody chose a carrier. */
  private static final Set<String> NOBODY =
      Set.of("", "other", "others", "custom", "none", "null", "na", "unknown", "manual", "default");

  private CarrierName() {}

  /** The name to show, or null if it names nobody. */
  static @Nullable String shown(@Nullable String raw) {
    String line = PlainText.line(raw, LONGEST);
    return line == null || NOBODY.contains(key(line)) ? null : line;
  }

  /** What all spellings of a name have in common: {@code DHL Parcel NL}, {@code dhl-parcel-nl}. */
  static String key(String name) {
    String letters = Normalizer.normalize(name, Normalizer.Form.NFKD);
    return NEITHER_LETTER_NOR_DIGIT.matcher(letters).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
