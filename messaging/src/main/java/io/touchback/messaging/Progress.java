package io.touchback.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the readers of our topics how far each is complete: every event of a transaction that began
 * before {@code upTo} stands below {@code offset} in its partition. What is true of such a pair
 * stays true, so it does not matter who writes it, or how late.
 */
final class Progress {
  private static final Logger LOG = Logger.getLogger(Progress.class);
  private static final Duration PARTITIONS_KEPT = Duration.ofSeconds(30);

  private final List<String> topics;
  private final OutboxTable outbox;
  private final KafkaClients clients;
  private final Topics creation;
  private @Nullable Clients open;
  private List<TopicPartition> partitions = List.of();
  private boolean topicsAreThere;
  private boolean allFound;
  private long partitionsReadAt;
  private volatile @Nullable String trouble;

  Progress(List<String> topics, OutboxTable outbox, KafkaClients clients, Topics creation) {
    this.topics = topics;
    this.outbox = outbox;
    this.clients = clients;
    this.creation = creation;
  }

  /** Never throws: what could not be told now is told the next time. */
  synchronized void tell() {
    try {
      ensureTopics();
      publish(clients());
      trouble = null;
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("Progress is told by others from here on");
    } catch (ExecutionException e) {
      failed(e.getCause());
    } catch (Throwable e) {
      failed(e);
    }
  }

  /** Another instance tells it: whatever kept us from it keeps nobody from it now. */
  void leaveToOthers() {
    trouble = null;
  }

  /** Why progress is not told at the moment, if it is not. */
  @Nullable String trouble() {
    return trouble;
  }

  private void failed(@Nullable Throwable e) {
    if (trouble == null) {
      LOG.warnf(
          "Progress is not told (%s): readers' watermarks stand still until it is",
          Trouble.name(e));
    }
    trouble = Trouble.name(e);
    topicsAreThere = topicsAreThere && e instanceof DatabaseFailed;
    if (!(e instanceof DatabaseFailed || e instanceof RetriableException)) {
      close();
    }
  }

  synchronized void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  /** First the database, then the offsets: what was published by then is below them. */
  private void publish(Clients kafka) throws InterruptedException, ExecutionException {
    var upTo = outbox.completeUpTo(topics);
    var sent = new ArrayList<Future<RecordMetadata>>();
    for (var end : kafka.consumer.endOffsets(partitions(kafka)).entrySet()) {
      var partition = end.getKey();
      sent.add(kafka.producer.send(record(partition, upTo.get(partition.topic()), end.getValue())));
    }
    for (var written : sent) {
      written.get();
    }
  }

  static ProducerRecord<byte[], byte[]> record(
      TopicPartition partition, @Nullable Instant upTo, long offset) {
    var key = partition.topic() + "/" + partition.partition();
    // Joined, not formatted: %d has the digits of the machine's language.
    var value = "{\"upTo\":\"" + upTo + "\",\"offset\":" + offset + "}";
    return new ProducerRecord<>(Topics.PROGRESS, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private List<TopicPartition> partitions(Clients kafka) {
    if (!allFound || System.nanoTime() - partitionsReadAt > PARTITIONS_KEPT.toNanos()) {
      partitions =
          topics.stream()
              .flatMap(topic -> kafka.consumer.partitionsFor(topic).stream())
              .map(found -> new TopicPartition(found.topic(), found.partition()))
              .toList();
      allFound = partitions.stream().map(TopicPartition::topic).distinct().count() == topics.size();
      partitionsReadAt = System.nanoTime();
      // Keeps their leaders known, else each question for offsets asks for them first.
      kafka.consumer.assign(partitions);
    }
    return partitions;
  }

  /** The topics it tells of, too: one that was deleted would hold up what is told of the others. */
  private void ensureTopics() throws InterruptedException, ExecutionException {
    if (!topicsAreThere) {
      creation.ensure(Topics.PROGRESS);
      for (var topic : topics) {
        creation.ensure(topic);
      }
      topicsAreThere = true;
      allFound = false;
    }
  }

  private Clients clients() {
    if (open == null) {
      open = new Clients(clients.consumer("progress"), clients.producer("progress"));
    }
    return open;
  }

  private record Clients(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
    void close() {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
      producer.close(Duration.ZERO);
    }
  }
}
