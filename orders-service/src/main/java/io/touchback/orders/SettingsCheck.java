package io.touchback.orders;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Optional;

/** Refuses to start with settings that are missing or do not fit together. */
@ApplicationScoped
class SettingsCheck {
  private static final int SHORTEST_KEY = 32;

  void check(@Observes @Priority(1) StartupEvent started, OrdersConfig config, LaunchMode mode) {
    check(config, mode == LaunchMode.NORMAL);
  }

  static void check(OrdersConfig config, boolean production) {
    if (production) {
      require(
          length(config.secretKey()) >= SHORTEST_KEY,
          "Set TOUCHBACK_SECRET_KEY to at least 32 random characters and keep it: stored secrets"
              + " and customers' links depend on it. For a new one: openssl rand -base64 32");
      require(
          length(config.opsPassword()) > 0,
          "Set TOUCHBACK_OPS_PASSWORD: the password of the user ops");
    }
    require(
        isWebAddress(config.publicUrl()),
        "TOUCHBACK_PUBLIC_URL must be an http or https address, as https://touchback.example.com");
  }

  private static int length(Optional<String> setting) {
    return setting.map(String::strip).map(String::length).orElse(0);
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
