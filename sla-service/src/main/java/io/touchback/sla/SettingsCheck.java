package io.touchback.sla;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;

/** Refuses to start with settings that are missing or do not fit together. */
@ApplicationScoped
class SettingsCheck {
  void check(@Observes @Priority(1) StartupEvent started, SlaConfig config, LaunchMode mode) {
    check(config, mode == LaunchMode.NORMAL);
  }

  static void check(SlaConfig config, boolean production) {
    require(
        !production || config.opsPassword().filter(word -> !word.isBlank()).isPresent(),
        "Set TOUCHBACK_OPS_PASSWORD: the password of the user ops");
    require(
        isWebAddress(config.publicUrl()),
        "TOUCHBACK_PUBLIC_URL must be an http or https address, as https://touchback.example.com");
    require(config.sweep().batch() > 0, "touchback.sweep.batch must be at least 1");
    require(!config.sweep().grace().isNegative(), "touchback.sweep.grace must not be negative");
    require(
        config.sweep().stalledAfter().compareTo(Duration.ofSeconds(5)) >= 0,
        "touchback.sweep.stalled-after must be at least PT5S: progress is told every now and then");
    require(
        config.retention().compareTo(Duration.ofDays(15)) >= 0,
        "touchback.retention must be at least P15D: topics remember 7 days, events are up to 7 days late");
  }

  private static boolean isWebAddress(String address) {
    try {
      var uri = URI.create(address);
      return uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void require(boolean fits, String otherwise) {
    if (!fits) {
      throw new IllegalStateException(otherwise);
    }
  }
}
