package io.touchback.messaging;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Finds what a topic's retention took before it was read. */
final class Gaps {
  private Gaps() {}

  /**
   * How many offsets of each partition are gone between where reading stood and what has come.
   *
   * @param next where reading stood; a partition of which nothing has been read misses nothing
   */
  static Map<TopicPartition, Long> before(
      ConsumerRecords<String, byte[]> records,
      Map<TopicPartition, Long> next,
      Consumer<String, byte[]> consumer) {
    var firsts = new HashMap<TopicPartition, Long>();
    for (var partition : records.partitions()) {
      long first = records.records(partition).get(0).offset();
      long expected = next.getOrDefault(partition, 0L);
      if (expected > 0 && expected < first) {
        firsts.put(partition, first);
      }
    }
    return firsts.isEmpty() ? Map.of() : taken(firsts, next, consumer);
  }

  /** The end of a producer's transaction takes an offset, too, and is no record. */
  private static Map<TopicPartition, Long> taken(
      Map<TopicPartition, Long> firsts,
      Map<TopicPartition, Long> next,
      Consumer<String, byte[]> consumer) {
    var taken = new HashMap<TopicPartition, Long>();
    consumer
        .beginningOffsets(firsts.keySet())
        .forEach(
            (partition, beginning) ->
                taken.put(
                    partition,
                    Math.min(beginning, firsts.getOrDefault(partition, 0L))
                        - next.getOrDefault(partition, 0L)));
    taken.values().removeIf(offsets -> offsets <= 0);
    return taken;
  }
}
