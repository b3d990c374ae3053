package io.touchback.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Alerts about orders as others read them, from when this is made on. */
public final class AlertsTold implements AutoCloseable {
  private static final String TOPIC = "sla-alerts";
  private static final int DIGITS = 3;
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ObjectMapper json = new ObjectMapper();
  private final Set<String> seen = new HashSet<>();

  public AlertsTold(String servers) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "enable.auto.commit", false);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var partitions =
        consumer.partitionsFor(TOPIC).stream()
            .map(found -> new TopicPartition(TOPIC, found.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Asked for now, not with the first poll.
    partitions.forEach(consumer::position);
  }

  /**
   * For so many of them, or as many as came in that time, the nanoseconds from when each was due to
   * its record's time: when it was given to the broker.
   */
  public Histogram late(int count, Duration atMost) {
    var late = new Histogram(DIGITS);
    long until = System.nanoTime() + atMost.toNanos();
    while (seen.size() < count && System.nanoTime() < until) {
      for (var record : consumer.poll(POLL)) {
        enter(record, late);
      }
    }
    return late;
  }

  private void enter(ConsumerRecord<byte[], byte[]> record, Histogram late) {
    var alert = parsed(record.value());
    if (alert.at("/subject/type").asText().equals("order")
        && seen.add(alert.path("alertId").asText())) {
      var due = Instant.parse(alert.path("dueAt").asText());
      var told = Instant.ofEpochMilli(record.timestamp());
      late.recordValue(Math.max(0, Duration.between(due, told).toNanos()));
    }
  }

  private JsonNode parsed(byte[] value) {
    try {
      return json.readTree(value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
