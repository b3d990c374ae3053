package io.touchback.orders.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("X3: only http(s) links to real hosts come in from outside")
class OutsideLinkTest {
  @ParameterizedTest
  @CsvSource({
    "https://dpd.example.com/t?n=1&m=2#x, https://dpd.example.com/t?n=1&m=2#x",
    "HTTP://Example.COM, http://example.com",
    "' https://example.com/a b ', https://example.com/a%20b",
    "https://example.com:8443/x, https://example.com:8443/x",
    "https://bücher.example.com/ü?q=é, https://xn--bcher-kva.example.com/%C3%BC?q=%C3%A9",
    "https://例え.jp/追跡, https://xn--r8jz45g.jp/%E8%BF%BD%E8%B7%A1",
    "https://www.ups.com/WebTracking?trackNums=#☠1☢---4321, https://www.ups.com/WebTracking?trackNums=#%E2%98%A01%E2%98%A2---4321",
    "https://example.com/100%/x%2Fy%zz, https://example.com/100%25/x%2Fy%25zz",
    "'https://example.com/\"><script>alert(1)</script>', https://example.com/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "https://example.com?x=1, https://example.com?x=1"
  })
  void sane(String raw, String expected) {
    assertEquals(expected, OutsideLink.of(raw));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://example.com",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://example.com/",
        "file:///etc/passwd",
        "//example.com/x",
        "/relative",
        "example.com/x",
        "https:example.com",
        "https:///example.com",
        "https://",
        "https://localhost/x",
        "https://tracker/x",
        "https://user:secret@example.com/",
        "https://example.com@evil.example/",
        "https://exa\nmple.com/",
        "https://example.com/\r\nSet-Cookie: a=b",
        "https://example.com/\u0000",
        "https://example.com/\u202Egnp.exe",
        "https://exa\u200Bmple.com/",
        "https://example.com\\@evil.example/",
        "https:\\\\example.com",
        "https://127.0.0.1/x",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://example.com:99999/",
        "https://example.com:0/",
        "https://example.com:/x",
        "https://example..com/",
        "https://-example.com/",
        "https://example.com./",
        "https://exa%6dple.com/",
        "https://exa_mple.com/",
        "https://exam ple.com/",
        "https://example.com/\uD800",
        "mailto:a@example.com"
      })
  void refused(String raw) {
    assertNull(OutsideLink.of(raw));
  }

  @Test
  void tooLong() {
    assertNull(OutsideLink.of("https://example.com/" + "a".repeat(2_000)));
  }

  @Test
  @DisplayName("whatever comes out is an http(s) URI to a host with a dot, and stays as it is")
  void anythingThatComesOutIsSane() {
    long seed = 8;
    Random random = new Random(seed);
    String[] bits = {
      "https://", "http:", "//", "@", "\\", "example", ".", "com", ":", "80", "/", "?", "#", "%",
      "%41", "<", "\"", "é", "例", "\n", "\u202e", "javascript:", " ", "[", "]", "xn--", "-", "_"
    };
    int sane = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder raw = new StringBuilder(random.nextBoolean() ? "https://a.example.com" : "");
      for (int n = random.nextInt(9); n > 0; n--) {
        raw.append(bits[random.nextInt(bits.length)]);
      }
      String out = OutsideLink.of(raw.toString());
      if (out != null) {
        sane++;
        String shown = raw + " → " + out + ", seed " + seed;
        assertTrue(out.matches("https?://[a-z0-9.-]+(:[0-9]+)?([/?#][!-~]*)?"), shown);
        assertTrue(out.chars().noneMatch(c -> "\"<>\\^`{|}".indexOf(c) >= 0), shown);
        assertTrue(out.split("/")[2].contains("."), shown);
        assertEquals(out, OutsideLink.of(out), shown);
        assertEquals(out.split("[/?#:]+")[1], OutsideLink.hostOf(out), shown);
      }
    }
    assertTrue(sane > 10_000, "sane ones: " + sane);
  }

  @Test
  void javaAgreesOnTheHost() {
    String link = OutsideLink.of("https://example.com:8443/a?b#c");
    assertEquals(URI.create(link).getHost(), OutsideLink.hostOf(link));
  }
}
