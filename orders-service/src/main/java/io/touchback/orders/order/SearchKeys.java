package io.touchback.orders.order;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How people are found: case, spacing and the ways to write a number don't matter, and any part of
 * a name in any script will do.
 */
public final class SearchKeys {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_A_DIGIT = Pattern.compile("[^0-9]");
  private static final int LONGEST = 200;
  private static final int TELLING_DIGITS = 6;

  private SearchKeys() {}

  public static String number(String number) {
    var key = fold(number);
    return key.startsWith("#") ? key.substring(1).strip() : key;
  }

  public static @Nullable String email(@Nullable String email) {
    return email == null ? null : shortened(email.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * Digits from the last to the first: country codes and leading zeros come and go. Null if there
   * are too few to tell anybody by.
   */
  public static @Nullable String phone(@Nullable String phone) {
    if (phone == null) {
      return null;
    }
    var digits =
        NOT_A_DIGIT.matcher(Normalizer.normalize(phone, Normalizer.Form.NFKC)).replaceAll("");
    var telling = digits.replaceFirst("^0+", "");
    return telling.length() < TELLING_DIGITS
        ? null
        : new StringBuilder(telling).reverse().toString();
  }

  /** A name for comparison: lower case, without accents, one space between its parts. */
  public static @Nullable String name(@Nullable String name) {
    var key = name == null ? "" : fold(name);
    return key.isEmpty() ? null : key;
  }

  /** What an index can find a part of a name by: its characters and pairs of them. */
  public static List<String> grams(@Nullable String foldedName) {
    var grams = new TreeSet<String>();
    if (foldedName != null) {
      parts(foldedName).forEach(part -> addGrams(part, grams));
    }
    return List.copyOf(grams);
  }

  public static Stream<String> parts(String foldedName) {
    return Arrays.stream(SPACE.split(foldedName)).filter(part -> !part.isEmpty());
  }

  /** A letter of an alphabet alone tells little; a sign of a word script may be a whole name. */
  private static void addGrams(String part, TreeSet<String> grams) {
    var signs = part.codePoints().mapToObj(Character::toString).toList();
    for (int i = 0; i < signs.size(); i++) {
      if (signs.get(i).codePointAt(0) > 0x2E7F) {
        grams.add(signs.get(i));
      }
      if (i > 0) {
        grams.add(signs.get(i - 1) + signs.get(i));
      }
    }
  }

  private static String fold(String text) {
    var plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    var folded = Normalizer.normalize(plain, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).strip();
    return SPACE.splitAsStream(shortened(folded)).collect(Collectors.joining(" "));
  }

  /** As far as an index can take it. */
  static String shortened(String key) {
    if (key.length() <= LONGEST) {
      return key;
    }
    return key.substring(
        0, Character.isHighSurrogate(key.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
  }
}
