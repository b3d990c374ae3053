package io.touchback.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning or from now on, alone, leaving no trace at the broker. */
final class TopicReader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final String bootstrapServers;
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;

  TopicReader(String bootstrapServers, String topic) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "allow.auto.create.topics", "false",
                "auto.offset.reset", "earliest",
                "default.api.timeout.ms", "5000",
                "request.timeout.ms", "4000",
                "reconnect.backoff.max.ms", "500"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Waits for the topic; one that is not there yet is read from its beginning.
   *
   * @param news told again and again what is being waited for
   */
  void open(boolean fromBeginning, Consumer<String> news) throws InterruptedException {
    boolean beginning = fromBeginning;
    List<TopicPartition> partitions = partitions(news);
    while (partitions.isEmpty()) {
      beginning = true;
      news.accept("There is no topic " + topic + " yet; waiting for it ...");
      Thread.sleep(PATIENCE.toMillis());
      partitions = partitions(news);
    }
    consumer.assign(partitions);
    if (beginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    // Asked for now, not at the first poll: what is sent in between belongs to us.
    for (var partition : partitions) {
      untilItAnswers(() -> consumer.position(partition), news);
    }
  }

  private List<TopicPartition> partitions(Consumer<String> news) {
    return untilItAnswers(() -> consumer.partitionsFor(topic), news).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private <T> T untilItAnswers(Supplier<T> question, Consumer<String> news) {
    while (true) {
      try {
        return question.get();
      } catch (TimeoutException e) {
        news.accept("Kafka does not answer at " + bootstrapServers + " yet; waiting for it ...");
      }
    }
  }

  ConsumerRecords<byte[], byte[]> poll() {
    return consumer.poll(PATIENCE);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
