package io.touchback.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Reads a polled batch: unreadable records to the dead letters, seen ones dropped, the rest to the
 * handler in one transaction together with the inbox rows and the stream's positions.
 */
@ApplicationScoped
public class EventReader {
  /** Returns when every record's effect is committed; never throws for a bad record. */
  public void read(ConsumerRecords<String, byte[]> records, BatchHandler handler) {
    throw new UnsupportedOperationException("being built");
  }
}
