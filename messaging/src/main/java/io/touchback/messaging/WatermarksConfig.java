package io.touchback.messaging;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which streams' completeness is asked for. */
@ConfigMapping(prefix = "touchback.watermarks")
interface WatermarksConfig {
  /** Topics read here that have a watermark; without any nothing is watched. */
  Optional<List<String>> topics();

  /**
   * Set where Debezium stands in for the relay, so that nobody tells progress: a stream read to its
   * end is then believed complete up to this long before.
   */
  Optional<Duration> grace();
}
