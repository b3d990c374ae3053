package io.touchback.orders.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.orders.Keys;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingTokenTest {
  private static final UUID ORDER = UUID.fromString("3b9f0a62-7f0e-4d6b-9d3a-5f2c7a1e4b10");

  private final TrackingToken tokens =
      new TrackingToken(new Keys("a key of some length for tests"));

  @Test
  void aTokenLeadsBackToItsOrder() {
    assertEquals(Optional.of(ORDER), tokens.read(tokens.of(ORDER)));
  }

  @Test
  @DisplayName("X4: at least 128 bits that depend on the secret key")
  void aTokenHas128SecretBits() {
    var mac = tokens.of(ORDER).substring(tokens.of(ORDER).indexOf('.') + 1);
    assertEquals(16, Base64.getUrlDecoder().decode(mac).length);
    assertNotEquals(tokens.of(ORDER), new TrackingToken(new Keys("another key")).of(ORDER));
  }

  @Test
  void oneChangedCharacterAnywhereMakesItNobodys() {
    var token = tokens.of(ORDER);
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      var changed = token.substring(0, i) + other + token.substring(i + 1);
      assertTrue(tokens.read(changed).isEmpty(), changed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.b", "AAAA", "é.ü", "O58KYn8OTWudOl8seh5LEA", "%00.%00"})
  void anyOtherTextIsNobodys(String token) {
    assertTrue(tokens.read(token).isEmpty());
  }
}
