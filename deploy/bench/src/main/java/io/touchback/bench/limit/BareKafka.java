package io.touchback.bench.limit;

import io.touchback.bench.load.Producers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the same broker does with events of our size alone. */
public final class BareKafka {
  private static final String TOPIC = "bench-bare";
  private static final int PARTITIONS = 12;

  private final String servers;

  public BareKafka(String servers) {
    this.servers = servers;
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      var topic = new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Records a second, acknowledged by all replicas in sync. */
  public double produce(byte[] value, int count) {
    try (var producer = Producers.to(servers)) {
      // Connects, and knows the leaders by then.
      producer.partitionsFor(TOPIC);
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(TOPIC, i % PARTITIONS, null, value));
      }
      producer.flush();
      return count * 1e9 / (System.nanoTime() - start);
    }
  }

  /** Records a second, of all that were ever produced here. */
  public double consume() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false,
            "max.poll.records",
            500);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(found -> new TopicPartition(TOPIC, found.partition()))
              .toList();
      consumer.assign(partitions);
      long there =
          consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      consumer.seekToBeginning(partitions);
      long read = 0;
      long start = System.nanoTime();
      while (read < there) {
        read += consumer.poll(Duration.ofSeconds(1)).count();
      }
      return read * 1e9 / (System.nanoTime() - start);
    }
  }
}
