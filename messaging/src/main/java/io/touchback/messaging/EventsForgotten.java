package io.touchback.messaging;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The database no longer knows of events that had been read: it was restored, or its standby took
 * over without the last commits. They are to be read again.
 */
final class EventsForgotten extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EventsForgotten(Map<TopicPartition, Long> since) {
    super("The database has forgotten what was read from these offsets on: " + since);
  }
}
