package io.touchback.messaging;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What this service writes to Kafka. */
@ConfigMapping(prefix = "touchback.messaging")
interface MessagingConfig {
  /** Topics this service produces; they are created where absent. */
  Optional<List<String>> topics();

  /** Topics, written or read, that keep the newest record of each key: null is no poison there. */
  Optional<List<String>> compacted();
}
