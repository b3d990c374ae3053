package io.touchback.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** How far this service has read its topics, in the producers' time. */
@ApplicationScoped
public class Watermarks {
  /**
   * Everything received by the topic's producer up to this instant has been read and committed
   * here, in all partitions; {@link Instant#EPOCH} while nothing is known.
   */
  public Instant of(String topic) {
    throw new UnsupportedOperationException("being built");
  }
}
