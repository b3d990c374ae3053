package io.touchback.orders.order;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the same number, with a country code, without, or with another way to dial it, in
 * words that an index understands. Numbers too short to be anybody's alone are only like
 * themselves.
 *
 * @param keys the number's own, and those without its first digits
 * @param from the first of those with more digits, in the sequence of their characters ({@code
 *     ~>=~}), up to {@code before}; null = there are none
 * @param longest how long those may be
 */
public record SamePhones(
    List<String> keys, @Nullable String from, @Nullable String before, int longest) {
  private static final int SUBSCRIBER_DIGITS = 8;
  private static final int COUNTRY_CODE = 3;
  private static final char AFTER_NINE = '9' + 1;

  public static SamePhones of(@Nullable String phone) {
    var key = SearchKeys.phone(phone);
    if (key == null) {
      return new SamePhones(List.of(), null, null, 0);
    }
    return key.length() < SUBSCRIBER_DIGITS
        ? new SamePhones(List.of(key), null, null, 0)
        : new SamePhones(shorter(key), key, key + AFTER_NINE, key.length() + COUNTRY_CODE);
  }

  private static List<String> shorter(String key) {
    int shortest = Math.max(SUBSCRIBER_DIGITS, key.length() - COUNTRY_CODE);
    return IntStream.rangeClosed(shortest, key.length())
        .mapToObj(length -> key.substring(0, length))
        .toList();
  }
}
