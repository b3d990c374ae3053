package io.touchback.local;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Keeps Kafka's two thousand lines about a good start out of the logs. */
final class QuietLogs {
  static final List<String> KAFKA = List.of("org.apache.kafka", "kafka", "state.change.logger");

  /** Held here, because a logger nobody holds forgets its level. */
  private static final List<Logger> LOGGERS = KAFKA.stream().map(Logger::getLogger).toList();

  private QuietLogs() {}

  static void ofKafka() {
    LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  /** The same as settings of a Quarkus application. */
  static Stream<String> keys() {
    return KAFKA.stream().map("quarkus.log.category.\"%s\".level"::formatted);
  }
}
