package io.touchback.orders.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  @DisplayName("M1: no text can end a line or turn its neighbours around")
  void takesOutWhatIsNotText() {
    assertEquals("a Bcc: b", PlainText.of("a\r\nBcc:\tb\u0000"));
    assertEquals("a b c", PlainText.of("a\u2028b\u2029c"));
    assertEquals("abcdef", PlainText.of("a\u202eb\u2066c\u200fd\u061ce\ufefff"));
    assertEquals("ab", PlainText.of("a\ud83db"));
  }

  @Test
  void leavesNamesWhole() {
    assertEquals("نازنین‌زهرا", PlainText.of(" نازنین‌زهرا "));
    assertEquals("👩‍👩‍👧 Zoë 王", PlainText.of("👩‍👩‍👧  Zoë\u00a0王"));
  }

  @Test
  void isNullWhereNothingIsLeft() {
    assertNull(PlainText.of(" \u202e\u0007\n\u3000"));
  }

  @Test
  void isCutBetweenCharacters() {
    String cut = PlainText.of("📦".repeat(5_000));
    assertEquals("📦".repeat(1_000), cut);
  }
}
