package io.touchback.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who drains the outbox. */
@ConfigMapping(prefix = "touchback.relay")
interface RelayConfig {
  /** {@code false} where Debezium reads the outbox instead. */
  @WithDefault("true")
  boolean enabled();
}
