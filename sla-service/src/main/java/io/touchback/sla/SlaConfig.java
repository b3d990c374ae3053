package io.touchback.sla;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The settings of this service that are its own. */
@ConfigMapping(prefix = "touchback")
public interface SlaConfig {
  /** Where operators reach Touchback; the links in alerts begin with it. */
  @WithDefault("http://localhost:8080")
  String publicUrl();

  /** Password of the user {@code ops}. */
  Optional<String> opsPassword();

  Sweep sweep();

  /**
   * How long an order is remembered after the last that was heard of it, if none of its clocks
   * runs; its alerts with it, and other alerts after they ended. What comes from before that is not
   * listened to any more.
   */
  @WithDefault("P90D")
  Duration retention();

  /** How overdue clocks are found. */
  interface Sweep {
    /** Off, clocks fire only when somebody asks: for tests. */
    @WithDefault("true")
    boolean enabled();

    /** Clocks fired in one transaction. */
    @WithDefault("500")
    int batch();

    /** How far past the due time the streams must have been read. */
    @WithDefault("PT0.2S")
    Duration grace();

    /** How long a stream may stand still before that is an alert itself. */
    @WithDefault("PT60S")
    Duration stalledAfter();
  }
}
