package io.touchback.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning or from now on, alone, leaving no trace at the broker. */
final class TopicReader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final String bootstrapServers;
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;

  TopicReader(Settings settings, String topic) {
    this.bootstrapServers = settings.bootstrapServers();
    this.topic = topic;
    var ours = settings.kafka();
    ours.remove("group.id");
    ours.putAll(
        Map.of(
            "enable.auto.commit", "false",
            "allow.auto.create.topics", "false",
            "auto.offset.reset", "earliest",
            "default.api.timeout.ms", "5000",
            "request.timeout.ms", "4000",
            "reconnect.backoff.max.ms", "500"));
    consumer = new KafkaConsumer<>(ours, new ByteArrayDeserializer(), new ByteArrayDeserializer());
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

  /** What is wrong, in Kafka's words: a client that cannot be made says it in the first cause. */
  static String why(KafkaException e) {
    Throwable first = e;
    for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
      first = cause;
    }
    return e.getMessage() + (first == e ? "" : ": " + first.getMessage());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
