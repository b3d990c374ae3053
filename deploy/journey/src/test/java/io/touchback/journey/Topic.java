package io.touchback.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that a topic holds, as an outsider reads it. */
final class Topic {
  /** A CloudEvent: its name (as {@code OrderPlaced}), its id and its data. */
  record Event(String name, String id, String key, JsonNode data) {}

  private Topic() {}

  /** The events of {@code shop} on {@code topic}, each partition in order. */
  static List<Event> of(House house, String topic, String shop) {
    return read(house, topic).stream()
        .filter(event -> event.data().path("shop").asText().equals(shop))
        .toList();
  }

  private static List<Event> read(House house, String topic) {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers", house.bootstrapServers, "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var events = new ArrayList<Event>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(event(record)));
      }
      return events;
    }
  }

  private static Event event(ConsumerRecord<String, byte[]> record) {
    try {
      return new Event(
          header(record, "ce_type").replaceAll("^io\\.touchback\\.|\\.v\\d+$", ""),
          header(record, "ce_id"),
          record.key(),
          House.JSON.readTree(record.value()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
