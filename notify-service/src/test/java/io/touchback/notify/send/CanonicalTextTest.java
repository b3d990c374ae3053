package io.touchback.notify.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CanonicalTextTest {
  @Test
  void everyLineEndsWithCrLfHoweverItWasEnded() {
    assertEquals("a\r\nb\r\nc\r\nd", canonical("a\nb\rc\r\nd"));
    assertEquals("\r\n\r\n\r\n", canonical("\r\r\n\n"));
    assertEquals("\r\n", canonical("\r"));
    assertEquals("", canonical(""));
  }

  @Test
  void halvesOfCharactersAreReplacedAndWholeOnesKept() {
    assertEquals("a?b", canonical("a\ud83db"));
    assertEquals("??\r\n", canonical("\udce6\ud83d\n"));
    assertEquals("📦\r\n– Zoë", canonical("📦\n– Zoë"));
  }

  private static String canonical(String text) {
    return new String(CanonicalText.of(text).octets(), UTF_8);
  }
}
