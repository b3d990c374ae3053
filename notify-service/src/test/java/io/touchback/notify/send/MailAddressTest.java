package io.touchback.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zoe@example.com",
        "a+b_c-d.e=f@sub.example.co.uk",
        "o'hara!#$%&*/?^`{|}~@example.com",
        "用户@例え.jp",
        "zoë@bücher.example",
        "x@xn--bcher-kva.example",
        "a..b@docomo.example",
        ".a.@docomo.example"
      })
  void takesBareAddresses(String address) {
    assertTrue(MailAddress.isBare(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "zoe",
        "zoe@",
        "@example.com",
        "zoe@example",
        "zoe@localhost",
        "zoe@[127.0.0.1]",
        "zoe@127.0.0.1 ",
        " zoe@example.com",
        "zoe@example.com ",
        "zoe @example.com",
        "zoe@exam ple.com",
        "a@b <evil@x.example>",
        "a@b.example <evil@x.example>",
        "<zoe@example.com>",
        "zoe@example.com>",
        "zoe@example.com,evil@example.com",
        "zoe@example.com;evil@example.com",
        "zoe@example.com\r\nBcc: evil@example.com",
        "zoe@example.com\nRCPT TO:<evil@example.com>",
        "zoe\r@example.com",
        "zoe\u0000@example.com",
        "zoe\t@example.com",
        "zoe\u007F@example.com",
        "zoe\u0085@example.com",
        "zoe\u2028@example.com",
        "zoe\u2029@example.com",
        "zoe\u00A0@example.com",
        "zoe\u202E@example.com",
        "zoe@exam\u202Eple.com",
        "\"zoe\"@example.com",
        "\"zoe smith\"@example.com",
        "zoe(comment)@example.com",
        "zoe@example.com(comment)",
        "@relay.example:zoe@example.com",
        "zoe@evil@example.com",
        "zoe\\@example.com",
        "zoe@example..com",
        "zoe@.example.com",
        "zoe@example.com.",
        "zoe@-example.com",
        "zoe@example-.com",
        "zoe@exa_mple.com",
        "zoe@straße.example",
        "zoe@a\u200Db.example",
        "\uD83D@example.com"
      })
  @DisplayName("M1: a bare address or none")
  void takesNothingElse(String text) {
    assertFalse(MailAddress.isBare(text));
    assertThrows(IllegalArgumentException.class, () -> new MailAddress(null, text));
  }

  @Test
  @DisplayName("RFC 5321, 4.5.3.1: 64 octets before the at, 254 in all")
  void knowsItsLengths() {
    assertTrue(MailAddress.isBare("x".repeat(64) + "@example.com"));
    assertFalse(MailAddress.isBare("x".repeat(65) + "@example.com"));
    assertFalse(MailAddress.isBare("ü".repeat(33) + "@example.com"));
    assertTrue(MailAddress.isBare("x@" + "abcdefghi.".repeat(24) + "example.com"));
    assertFalse(MailAddress.isBare("x@" + "abcdefghi.".repeat(25) + "example.com"));
    assertFalse(MailAddress.isBare("x@" + "a".repeat(64) + ".com"));
  }

  @ParameterizedTest
  @CsvSource({
    "zoe@example.com, zoe@example.com, false",
    "zoe@Bücher.example, zoe@xn--bcher-kva.example, false",
    "用户@例え.jp, 用户@xn--r8jz45g.jp, true",
    "a..b@docomo.example, '\"a..b\"@docomo.example', false",
    ".a@docomo.example, '\".a\"@docomo.example', false",
    "a.@docomo.example, '\"a.\"@docomo.example', false"
  })
  void goesOnTheWireInAsciiAsFarAsPossible(String address, String wire, boolean utf8) {
    assertEquals(wire, new MailAddress(null, address).onTheWire());
    assertEquals(utf8, new MailAddress(null, address).needsSmtpUtf8());
  }
}
