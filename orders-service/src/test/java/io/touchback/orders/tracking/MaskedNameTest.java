package io.touchback.orders.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.orders.order.Customer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("X4: names on the page are masked")
class MaskedNameTest {
  private static @Nullable String masked(@Nullable String name) {
    return MaskedName.of(new Customer(name, null, "zoe@example.com", "+49", null));
  }

  @ParameterizedTest
  @CsvSource({
    "Zoë Müller, Zoë M.",
    "'  Ana   María de la Cruz ', Ana C.",
    "Madonna, M…",
    "山田太郎, 山…",
    "太郎 山田, 太郎 山.",
    "יוסף בן־דוד, יוסף ב.",
    "🦄 Star, 🦄 S.",
    "Émile\u0301 Zola, Émile\u0301 Z."
  })
  void masked(String name, String shown) {
    assertEquals(shown, masked(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "zoe@example.com",
        "Zoë zoe@example.com",
        "+49 30 5550100",
        "Zoë 030/5550100",
        "http://evil.example"
      })
  @DisplayName("what is no name, or more than one, is not shown")
  void hidden(String name) {
    assertNull(masked(name));
  }

  @Test
  void nobody() {
    assertNull(MaskedName.of(null));
    assertNull(masked(null));
  }

  @Test
  void isShortWhateverComes() {
    String shown = masked("a".repeat(5_000) + " Z" + "\u0301".repeat(5_000));
    assertTrue(shown != null && shown.length() < 50, shown);
  }
}
