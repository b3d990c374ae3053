package io.touchback.local;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Keeps Kafka's two thousand lines about a good start out of the logs. */
final class QuietLogs {
  static final List<String> KAFKA = List.of("org.apache.kafka", "kafka", "state.change.logger");

  /** Held here, because a logger nobody holds forgets its level. */
  private static final List<Logger> LOGGERS = KAFKA.stream().map(Logger::getLogger).toList();

  private static final Logger ROOT = Logger.getLogger("");

  private QuietLogs() {}

  static void ofKafka() {
    LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  /** For a program whose output is for people or for pipes. */
  static void entirely() {
    LogManager.getLogManager().reset();
  }

  /** For a process whose output is a log file: warnings only, one line each. */
  static void warningsOnly() {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tF %1$tT %4$s [%3$s] %5$s%6$s%n");
    ROOT.setLevel(Level.WARNING);
  }

  /** The same as settings of a Quarkus application. */
  static Stream<String> keys() {
    return KAFKA.stream().map("quarkus.log.category.\"%s\".level"::formatted);
  }
}
