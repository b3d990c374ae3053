package io.touchback.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of this module; README.md has the table. */
@ConfigMapping(prefix = "touchback")
interface MessagingConfig {
  Messaging messaging();

  Relay relay();

  Watermarks watermarks();

  /** What is written to Kafka. */
  interface Messaging {
    /** Topics this service produces; they are created where absent. */
    Optional<List<String>> topics();

    /**
     * Topics, written or read, that keep the newest record of each key: null is no poison there.
     */
    Optional<List<String>> compacted();
  }

  /** Who drains the outbox. */
  interface Relay {
    /** {@code false} where Debezium reads the outbox instead. */
    @WithDefault("true")
    boolean enabled();
  }

  /** Which streams' completeness is asked for. */
  interface Watermarks {
    /** Topics read here that have a watermark; without any nothing is watched. */
    Optional<List<String>> topics();

    /**
     * Set where Debezium stands in for the relay, so that nobody tells progress: a stream read to
     * its end is then believed complete up to this long before.
     */
    Optional<Duration> grace();
  }
}
