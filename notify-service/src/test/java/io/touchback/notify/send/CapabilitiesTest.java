package io.touchback.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

  @Test
  void readsWhatServersSay() {
    Capabilities all =
        Capabilities.of(
            new Reply(
                250,
                List.of(
                    "PIPELINING.example greets you",
                    "pipelining",
                    "8BITMIME",
                    "SMTPUTF8",
                    "SIZE 10240000",
                    "STARTTLS",
                    "AUTH PLAIN LOGIN",
                    "AUTH=LOGIN XOAUTH2",
                    "")));

    assertTrue(all.pipelining() && all.eightBit() && all.smtpUtf8() && all.startTls());
    assertTrue(all.sized());
    assertEquals(10_240_000, all.largest());
    assertTrue(all.logins().containsAll(Set.of("PLAIN", "LOGIN", "XOAUTH2")));
  }

  @Test
  void takesNothingForGranted() {
    Capabilities none =
        Capabilities.of(new Reply(250, List.of("PIPELINING", "SMTPUTF8", "SIZE", "XPIPELINING")));

    assertFalse(none.pipelining(), "the first line is the server's name");
    assertFalse(none.smtpUtf8(), "not without 8BITMIME (RFC 6531, 3.1)");
    assertFalse(none.eightBit() || none.startTls());
    assertTrue(none.sized());
    assertEquals(Long.MAX_VALUE, none.largest());
  }

  @Test
  void aSizeThatIsNoNumberIsNoLimit() {
    for (String size : List.of("SIZE 0", "SIZE -1", "SIZE x", "SIZE 99999999999999999999")) {
      assertEquals(
          Long.MAX_VALUE, Capabilities.of(new Reply(250, List.of("me", size))).largest(), size);
    }
  }
}
