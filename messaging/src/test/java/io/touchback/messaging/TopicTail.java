package io.touchback.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a topic from its beginning and keeps all it has read. */
final class TopicTail implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

  TopicTail(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.METADATA_MAX_AGE_CONFIG, "500",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    await().until(() -> !consumer.partitionsFor(topic).isEmpty());
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
  }

  ConsumerRecords<String, byte[]> poll() {
    var records = consumer.poll(Duration.ofMillis(100));
    records.forEach(seen::add);
    return records;
  }

  /** The values of a key so far. */
  List<String> valuesOf(String key) {
    return recordsOf(key).map(record -> new String(record.value(), UTF_8)).toList();
  }

  Stream<ConsumerRecord<String, byte[]>> recordsOf(String key) {
    poll();
    return seen.stream().filter(record -> key.equals(record.key()));
  }

  /** All that is there now. */
  List<ConsumerRecord<String, byte[]>> toTheEnd() {
    var ends = consumer.endOffsets(consumer.assignment());
    while (!ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
      poll();
    }
    return List.copyOf(seen);
  }

  static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
