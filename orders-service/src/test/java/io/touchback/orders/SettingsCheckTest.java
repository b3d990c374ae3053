package io.touchback.orders;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "touchback.secret-key", "0123456789abcdef0123456789abcdef",
          "touchback.ops-password", "a password",
          "touchback.public-url", "https://touchback.example.com");

  @Test
  void goodSettingsAreTaken() {
    assertDoesNotThrow(() -> SettingsCheck.check(config(GOOD), true));
  }

  @Test
  void productionDoesNotStartWithoutAKeyOfItsOwn() {
    refused(Map.of("touchback.secret-key", ""), "TOUCHBACK_SECRET_KEY");
    refused(Map.of("touchback.secret-key", "too short"), "TOUCHBACK_SECRET_KEY");
    assertDoesNotThrow(() -> SettingsCheck.check(config(Map.of()), false));
  }

  @Test
  void productionDoesNotStartWithoutAPassword() {
    refused(Map.of("touchback.ops-password", ""), "TOUCHBACK_OPS_PASSWORD");
  }

  @Test
  void linksLeadToAWebAddress() {
    refused(Map.of("touchback.public-url", "touchback.example.com"), "TOUCHBACK_PUBLIC_URL");
    refused(Map.of("touchback.public-url", "javascript:alert(1)"), "TOUCHBACK_PUBLIC_URL");
  }

  private static void refused(Map<String, String> wrong, String named) {
    var settings = new HashMap<>(GOOD);
    settings.putAll(wrong);
    var refusal =
        assertThrows(
            IllegalStateException.class, () -> SettingsCheck.check(config(settings), true));
    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
  }

  private static OrdersConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(OrdersConfig.class)
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(OrdersConfig.class);
  }
}
