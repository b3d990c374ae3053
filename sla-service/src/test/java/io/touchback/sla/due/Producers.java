package io.touchback.sla.due;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The other services' relays: they publish events and tell how far they have come. */
final class Producers implements AutoCloseable {
  private static final List<String> TOPICS = List.of("orders", "notices", "shops", "progress");
  private static final int PARTITIONS = 3;

  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  Producers(String broker) {
    admin = Admin.create(Map.of("bootstrap.servers", broker));
    // A new partition may refuse the first of several requests, and then all that follow.
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker, "max.in.flight.requests.per.connection", 1);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    createTopics();
  }

  void send(String topic, JsonNode golden) {
    var record =
        new ProducerRecord<>(
            topic,
            golden.get("partitionkey").asText().getBytes(UTF_8),
            golden.get("data").toString().getBytes(UTF_8));
    for (var name : List.of("specversion", "id", "source", "type", "subject", "time")) {
      record.headers().add("ce_" + name, golden.get(name).asText().getBytes(UTF_8));
    }
    record.headers().add("content-type", "application/json".getBytes(UTF_8));
    producer.send(record);
  }

  /** All that is there by now is complete up to then. */
  void tellProgress(Instant upTo, String... topics) throws Exception {
    producer.flush();
    var asked =
        Stream.of(topics)
            .flatMap(
                topic ->
                    Stream.iterate(0, i -> i + 1)
                        .limit(PARTITIONS)
                        .map(i -> new TopicPartition(topic, i)))
            .collect(java.util.stream.Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    for (var end : admin.listOffsets(asked).all().get().entrySet()) {
      var key = end.getKey().topic() + "/" + end.getKey().partition();
      var value = "{\"upTo\":\"%s\",\"offset\":%d}".formatted(upTo, end.getValue().offset());
      producer.send(new ProducerRecord<>("progress", key.getBytes(UTF_8), value.getBytes(UTF_8)));
    }
    producer.flush();
  }

  private void createTopics() {
    try {
      Set<String> there = admin.listTopics().names().get();
      admin
          .createTopics(
              TOPICS.stream()
                  .filter(topic -> !there.contains(topic))
                  .map(topic -> new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()))
                  .toList())
          .all()
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
