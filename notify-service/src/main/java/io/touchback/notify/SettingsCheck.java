package io.touchback.notify;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses to start with settings that are missing or do not fit together, before anything is
 * claimed.
 */
@ApplicationScoped
class SettingsCheck {
  void check(@Observes @Priority(1) StartupEvent started, NotifyConfig config) {
    require(
        config.opsPassword().filter(word -> !word.isBlank()).isPresent(),
        "Set TOUCHBACK_OPS_PASSWORD: the password of the user ops");
    var send = config.send();
    require(
        send.lease().compareTo(send.heartbeat().multipliedBy(2)) > 0,
        "touchback.send.lease must be longer than two heartbeats, or a living instance is taken for dead");
    require(
        send.retry().giveUpAfter().compareTo(send.retry().longest()) > 0,
        "touchback.send.retry.give-up-after must be longer than touchback.send.retry.longest");
  }

  private static void require(boolean fits, String otherwise) {
    if (!fits) {
      throw new IllegalStateException(otherwise);
    }
  }
}
