package io.touchback.messaging;

import java.time.Duration;

/**
 * What is read, and in how much of a hurry.
 *
 * @param group Kafka's consumer group: its instances share the topic's partitions
 * @param apart in busy times batches start no closer to each other, so that they are larger; above
 *     50 ms the broker gathers records for so long, busy or not
 * @param atMost records in a batch
 */
public record Subscription(String topic, String group, Duration apart, int atMost) {
  private static final Duration HURRY = Duration.ofMillis(50);

  boolean mayGather() {
    return apart.compareTo(HURRY) > 0;
  }
}
