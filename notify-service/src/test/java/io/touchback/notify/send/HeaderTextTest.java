package io.touchback.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.util.MimeUtil;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {
  private static final int COLUMN = "Subject: ".length();

  @Test
  @DisplayName("M1, M2: 20,000 texts of any characters: decoded they are the cleaned text again")
  void anyTextComesOutAsItWentIn() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String text = anyText(random);
      String folded = HeaderText.folded(HeaderText.words(text, COLUMN), COLUMN);

      String run = "seed " + seed + ", " + Arrays.toString(text.codePoints().toArray());
      String decoded =
          DecoderUtil.decodeEncodedWords(MimeUtil.unfold(folded), DecodeMonitor.STRICT);
      assertEquals(HeaderText.clean(text), decoded, run);
      assertTrue(folded.chars().allMatch(c -> c < 0x7F), run);
      assertTrue(("Subject: " + folded).lines().allMatch(line -> line.length() <= 76), run);
      assertFalse(folded.replace("\r\n ", "").matches("(?s).*[\r\n].*"), run);
      Arrays.stream(folded.split("\\s+"))
          .filter(word -> word.startsWith("=?"))
          .forEach(word -> assertTrue(word.length() <= 75, run));
    }
  }

  private static String anyText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(120); n > 0; n--) {
      text.appendCodePoint(
          switch (random.nextInt(8)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> 0x1F300 + random.nextInt(0x300);
            case 2 -> random.nextInt(0x10FFFF);
            case 3 -> 0x3040 + random.nextInt(0x100);
            case 4 -> "=?_\"\\<>,: ".charAt(random.nextInt(10));
            default -> ' ' + random.nextInt(0x5F);
          });
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "'  a   b  ', 'a b'",
    "'a\u0000b\u001Fc', 'a b c'",
    "'a\u2028b\u2029c\u0085d\u007Fe', 'a b c d e'",
    "'moc\u202Elive', 'moclive'",
    "'a\u2066b\u2069c', 'abc'",
    "'\uD83D', '\uFFFD'",
    "'👩‍👩‍👧', '👩‍👩‍👧'"
  })
  @DisplayName("M1: what could end a line or turn it around is out; what emoji are made of stays")
  void cleans(String text, String clean) {
    assertEquals(clean, HeaderText.clean(text));
  }

  @ParameterizedTest
  @CsvSource({
    "Zoe, Zoe",
    "Zoe Smith, Zoe Smith",
    "'Smith, Zoe', '\"Smith, Zoe\"'",
    "'Zoe \"Z\" \\', '\"Zoe \\\"Z\\\" \\\\\"'",
    "Zoë, =?UTF-8?B?Wm/Dqw==?=",
    "=?x, =?UTF-8?B?PT94?="
  })
  void writesNames(String name, String phrase) {
    assertEquals(phrase, HeaderText.folded(HeaderText.phrase(name, 6), 6));
  }
}
