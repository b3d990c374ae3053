package io.touchback.orders.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamePhonesTest {
  private final Random random = new Random(8);

  @ParameterizedTest
  @DisplayName("X6: a number is the same with its country code and without; another is not")
  @CsvSource({
    "+49 170 1234567, 0170 1234567, true",
    "0170 1234567, +49 170 1234567, true",
    "0170/12 345 67, 00491701234567, true",
    "+1 (212) 555-0123, 212 555 0123, true",
    "212 555 0123, 555 0123, false",
    "0170 1234567, 234567, false",
    "234567, 0170 1234567, false",
    "234567, 234567, true",
    "+49 170 1234567, +49 171 1234567, false",
  })
  void aNumberIsTheSameWithItsCountryCodeAndWithout(String asked, String kept, boolean same) {
    assertEquals(same, isIn(SamePhones.of(asked), Objects.requireNonNull(SearchKeys.phone(kept))));
  }

  @Test
  @DisplayName("X6: … whatever digits both have")
  void itIsTheSameThatPatternsFind() {
    int same = 0;
    for (int i = 0; i < 100_000; i++) {
      var asked = digits(1, 16);
      var kept = SearchKeys.phone(related(asked));
      if (kept != null) {
        boolean expected = isLike(SearchKeys.phone(asked), kept);
        assertEquals(expected, isIn(SamePhones.of(asked), kept), () -> asked + " " + kept);
        same += expected ? 1 : 0;
      }
    }
    assertTrue(same > 10_000, "some must be the same");
  }

  /** Digits before it come or go, and now and then one is another. */
  private String related(String number) {
    var longer = digits(0, 5) + number;
    var related = longer.substring(random.nextInt(Math.min(longer.length(), 10)));
    return random.nextInt(4) > 0 ? related : digits(1, 2) + related.substring(1);
  }

  private String digits(int least, int most) {
    return random
        .ints(random.nextInt(least, most + 1), 0, 10)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining());
  }

  /** As the database compares them. */
  private static boolean isIn(SamePhones phones, String key) {
    return phones.keys().contains(key)
        || phones.from() != null
            && phones.before() != null
            && key.compareTo(phones.from()) >= 0
            && key.compareTo(phones.before()) < 0
            && key.length() <= phones.longest();
  }

  /** What it means: up to three digits more or less, and eight of them are the same. */
  private static boolean isLike(String asked, String kept) {
    if (asked == null) {
      return false;
    }
    int shortest = Math.min(asked.length(), Math.max(8, asked.length() - 3));
    var shorter =
        IntStream.rangeClosed(shortest, asked.length())
            .mapToObj(length -> asked.substring(0, length));
    var longer =
        IntStream.rangeClosed(1, asked.length() < 8 ? 0 : 3)
            .mapToObj(more -> asked + ".".repeat(more));
    return Stream.concat(shorter, longer).anyMatch(kept::matches);
  }
}
