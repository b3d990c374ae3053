package io.touchback.sla;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsCheckTest {
  private static SlaConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(SlaConfig.class)
        .withConverter(
            java.time.Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(SlaConfig.class);
  }

  @Test
  void theDefaultsFitTogetherButThePasswordIsAsked() {
    assertDoesNotThrow(() -> SettingsCheck.check(config(Map.of()), false));
    var refused =
        assertThrows(
            IllegalStateException.class, () -> SettingsCheck.check(config(Map.of()), true));
    assertTrue(refused.getMessage().contains("TOUCHBACK_OPS_PASSWORD"));
    assertDoesNotThrow(
        () -> SettingsCheck.check(config(Map.of("touchback.ops-password", "secret")), true));
  }

  @ParameterizedTest
  @CsvSource({
    "touchback.public-url, javascript:alert(1), TOUCHBACK_PUBLIC_URL",
    "touchback.sweep.batch, 0, batch",
    "touchback.sweep.grace, PT-1S, grace",
    "touchback.sweep.stalled-after, PT1S, stalled-after",
    "touchback.retention, P14D, retention"
  })
  void whatDoesNotFitIsNamed(String setting, String value, String named) {
    var refused =
        assertThrows(
            IllegalStateException.class,
            () -> SettingsCheck.check(config(Map.of(setting, value)), false));
    assertTrue(refused.getMessage().contains(named), refused.getMessage());
  }
}
