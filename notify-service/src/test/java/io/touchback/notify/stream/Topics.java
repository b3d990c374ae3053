package io.touchback.notify.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.touchback.notify.notice.EventJson;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The other services' side of Kafka, for tests. */
@ApplicationScoped
public class Topics {
  private final String bootstrap;
  private final KafkaProducer<String, byte[]> producer;

  Topics(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap) {
    this.bootstrap = bootstrap;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "max.in.flight.requests.per.connection", 1),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @PreDestroy
  void close() {
    producer.close(Duration.ZERO);
  }

  /** An event in structured form, sent in binary mode; with an id of its own. */
  public void publish(String topic, ObjectNode event) {
    send(record(topic, event, UUID.randomUUID().toString()));
  }

  public void send(ProducerRecord<String, byte[]> record) {
    producer.send(record);
    producer.flush();
  }

  public static ProducerRecord<String, byte[]> record(String topic, ObjectNode event, String id) {
    var data = event.get("data").toString().getBytes(StandardCharsets.UTF_8);
    var record = new ProducerRecord<>(topic, event.get("partitionkey").asText(), data);
    header(record, "ce_specversion", "1.0");
    header(record, "ce_id", id);
    header(record, "ce_type", event.get("type").asText());
    header(record, "ce_source", event.get("source").asText());
    header(record, "ce_subject", event.get("subject").asText());
    header(record, "ce_time", event.get("time").asText());
    header(record, "content-type", "application/json");
    return record;
  }

  /** All that stands on a topic now about this subject, oldest first. */
  public List<JsonNode> about(String topic, String key) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var found = new ArrayList<JsonNode>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          if (key.equals(record.key())) {
            found.add(EventJson.MAPPER.readTree(record.value()));
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void header(ProducerRecord<?, ?> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
