package io.touchback.orders;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
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
  void aShortLineShowsThatItWasCut() {
    assertEquals("ab…", PlainText.line(" abcd ", 3));
    assertEquals("a b", PlainText.line("a\r\n\u202eb", 3));
    assertNull(PlainText.line(null, 3));
  }

  @Test
  void oneLineHoldsNothingUnseen() {
    assertTrue(PlainText.isOneLine("Zoë’s  “Perlen” 👩‍👩‍👧"));
    for (var harm : List.of("\n", "\u2028", "\u0000", "\u202e", "\u200b", "\ufeff", "\ud83d")) {
      assertFalse(PlainText.isOneLine("a" + harm + "b"));
    }
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

  @Test
  @DisplayName("S2-13: words are found as words, whatever they are made of")
  void findsWordsAsWords() {
    var random = new Random(7);
    for (int n = 0; n < 100_000; n++) {
      var words = drawn(random, 1 + random.nextInt(2));
      var text = drawn(random, random.nextInt(6)) + words + drawn(random, random.nextInt(3));
      var oracle =
          Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(words) + "(?![\\p{L}\\p{N}])");
      assertEquals(oracle.matcher(text).find(), PlainText.hasWords(text, words), text);
      assertEquals(oracle.matcher(words).find(), PlainText.hasWords(words, words), words);
    }
    // A letter of two halves, which no look behind of a regular expression sees.
    assertFalse(PlainText.hasWords("b𝒜a", "a"));
    assertTrue(PlainText.hasWords("b📦a", "a"));
  }

  private static String drawn(Random random, int length) {
    var alphabet = List.of("a", "b", " ", "-", "7", "é", "王", "📦");
    return random.ints(length, 0, alphabet.size()).mapToObj(alphabet::get).collect(joining());
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
