package io.touchback.orders.order;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SearchKeysTest {
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
