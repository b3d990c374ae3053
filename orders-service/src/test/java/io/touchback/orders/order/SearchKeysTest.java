package io.touchback.orders.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchKeysTest {
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
    var key = Objects.requireNonNull(SearchKeys.phone(kept));
    assertEquals(
        same,
        Arrays.stream(SearchKeys.samePhones(asked))
            .anyMatch(pattern -> key.matches(pattern.replace('_', '.'))));
  }

  @Test
  @DisplayName("W4: no key is longer than an index can take")
  void noKeyIsTooLong() {
    var long1 = "好".repeat(900);
    assertTrue(Objects.requireNonNull(SearchKeys.email(long1 + "@example.com")).length() <= 200);
    assertTrue(SearchKeys.number(long1).length() <= 200);
    assertTrue(TrackingKey.of(long1).length() <= 200);
    var pairs = SearchKeys.number("x" + "𠮷".repeat(150));
    assertTrue(pairs.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
  }
}
