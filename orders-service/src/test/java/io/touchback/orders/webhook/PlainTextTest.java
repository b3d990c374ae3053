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

  @Test
  @DisplayName("M1: no character but letters, digits and what ASCII prints is let through unseen")
  void everyOtherCharacterIsLookedAt() {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      String read = String.valueOf(PlainText.of("a" + c + "b"));
      assertEquals(
          -1, read.replace(" ", "").chars().filter(PlainTextTest::isHarmful).findAny().orElse(-1));
    }
  }

  @Test
  void gapsAreOneSpaceAndNoneAtTheEnds() {
    assertEquals("a b", PlainText.of("a  b"));
    assertEquals("a b", PlainText.of(" a b"));
    assertEquals("a b", PlainText.of("a b "));
    assertEquals("a".repeat(1_000), PlainText.of("a".repeat(1_001)));
  }

  private static boolean isHarmful(int c) {
    return Character.isISOControl(c)
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.SURROGATE
        || "\u061c\u200b\u200e\u200f\u2060\ufeff\ufff9\ufffa\ufffb".indexOf(c) >= 0
        || c >= 0x202a && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069;
  }
}
