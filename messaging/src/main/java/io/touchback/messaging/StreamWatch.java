package io.touchback.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Follows topics from outside: what their producers tell of them, where they begin and end. */
final class StreamWatch implements Runnable {
  private static final Logger LOG = Logger.getLogger(StreamWatch.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SAMPLING = Duration.ofMillis(500);
  private static final Duration LOOKING_AROUND = Duration.ofSeconds(30);

  /** While a topic is absent: its producer may create it any moment. */
  private static final Duration LOOKING_FOR_ABSENT = SAMPLING;

  private static final Duration POLL = Duration.ofMillis(250);

  private final Map<String, WatchedStream> streams;
  private final KafkaClients clients;
  private final Lifetime lifetime;
  private final Clock clock;
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
  private Set<TopicPartition> watched = Set.of();
  private boolean allFound;
  private long lookedAroundAt = System.nanoTime() - LOOKING_AROUND.toNanos();
  private long sampledAt = lookedAroundAt;
  private volatile @Nullable String trouble;

  StreamWatch(
      Map<String, WatchedStream> streams, KafkaClients clients, Lifetime lifetime, Clock clock) {
    this.streams = streams;
    this.clients = clients;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  @Override
  public void run() {
    while (!lifetime.over()) {
      try (var kafka = clients.consumer("watermarks")) {
        allFound = false;
        follow(kafka);
      } catch (Lifetime.Ended e) {
        LOG.debug("The streams are no longer watched");
      } catch (Throwable e) {
        troubled(e);
      }
    }
  }

  /** Why nothing is heard of the streams at the moment, if nothing is. */
  @Nullable String trouble() {
    return trouble;
  }

  private void follow(Consumer<byte[], byte[]> kafka) {
    while (!lifetime.over()) {
      try {
        lookAroundNowAndThen(kafka);
        sampleNowAndThen(kafka);
        listen(kafka);
        fine();
      } catch (RetriableException e) {
        troubled(e);
      }
    }
  }

  private void lookAroundNowAndThen(Consumer<byte[], byte[]> kafka) {
    if (isOver(allFound ? LOOKING_AROUND : LOOKING_FOR_ABSENT, lookedAroundAt)) {
      lookAround(kafka);
      lookedAroundAt = System.nanoTime();
    }
  }

  private void lookAround(Consumer<byte[], byte[]> kafka) {
    var before = clock.instant();
    long nanos = System.nanoTime();
    watched =
        streams.keySet().stream()
            .flatMap(topic -> partitions(kafka, topic))
            .collect(Collectors.toSet());
    var beginnings = byTopic(kafka.beginningOffsets(watched));
    beginnings.forEach((topic, offsets) -> stream(topic).begins(offsets));
    streams.keySet().stream()
        .filter(topic -> !beginnings.containsKey(topic))
        .forEach(topic -> stream(topic).absent(before, nanos));
    var progress = partitions(kafka, Topics.PROGRESS).collect(Collectors.toSet());
    listenToAllOf(kafka, progress);
    allFound = beginnings.size() == streams.size() && !progress.isEmpty();
  }

  private static void listenToAllOf(
      Consumer<byte[], byte[]> kafka, Set<TopicPartition> partitions) {
    if (!partitions.equals(kafka.assignment())) {
      kafka.assign(partitions);
      kafka.seekToBeginning(partitions);
    }
  }

  private void sampleNowAndThen(Consumer<byte[], byte[]> kafka) {
    if (isOver(SAMPLING, sampledAt)) {
      var before = clock.instant();
      long nanos = System.nanoTime();
      byTopic(kafka.endOffsets(watched))
          .forEach((topic, offsets) -> sampled(topic, before, nanos, offsets));
      sampledAt = System.nanoTime();
    }
  }

  private void sampled(String topic, Instant at, long nanos, Map<Integer, Long> offsets) {
    var stream = stream(topic);
    boolean known = stream.endsTooSoon();
    stream.ends(at, nanos, offsets);
    if (stream.endsTooSoon() && !known) {
      LOG.errorf(
          "%s ends before where it has been read to: it was made again, or its broker has lost"
              + " records. It has no watermark until it is read from its beginning"
              + " (stream_position)",
          topic);
    }
  }

  private void listen(Consumer<byte[], byte[]> kafka) {
    if (kafka.assignment().isEmpty()) {
      lifetime.pause(POLL);
    } else {
      kafka.poll(POLL).forEach(this::hear);
    }
  }

  /** Anybody may write to the topic: what makes no sense is passed over. */
  private void hear(ConsumerRecord<byte[], byte[]> told) {
    try {
      var key = new String(told.key(), UTF_8);
      int slash = key.lastIndexOf('/');
      var stream = streams.get(key.substring(0, Math.max(slash, 0)));
      if (stream != null) {
        var value = JSON.readTree(told.value());
        stream.told(
            Integer.parseInt(key.substring(slash + 1)),
            value.required("offset").longValue(),
            notAfterNow(Instant.parse(value.required("upTo").asText())));
      }
    } catch (IOException | RuntimeException e) {
      LOG.debugf("Progress at offset %d makes no sense: %s", told.offset(), e);
    }
  }

  /** A producer's clock that ran fast is believed no longer than it did. */
  private Instant notAfterNow(Instant upTo) {
    var now = clock.instant();
    return upTo.isAfter(now) ? now : upTo;
  }

  private WatchedStream stream(String topic) {
    return Objects.requireNonNull(streams.get(topic));
  }

  private void fine() {
    backoff.reset();
    if (trouble != null) {
      trouble = null;
      LOG.info("Watermarks move again");
    }
  }

  private void troubled(Throwable e) {
    if (trouble == null) {
      LOG.warnf("Watermarks stand still (%s)", Trouble.name(e));
    }
    trouble = Trouble.name(e);
    try {
      lifetime.pause(backoff.next());
    } catch (Lifetime.Ended ended) {
      LOG.debug("The streams are no longer watched");
    }
  }

  private static Stream<TopicPartition> partitions(Consumer<byte[], byte[]> kafka, String topic) {
    return kafka.partitionsFor(topic).stream()
        .map(found -> new TopicPartition(found.topic(), found.partition()));
  }

  private static Map<String, Map<Integer, Long>> byTopic(Map<TopicPartition, Long> offsets) {
    var topics = new HashMap<String, Map<Integer, Long>>();
    offsets.forEach(
        (partition, offset) ->
            topics
                .computeIfAbsent(partition.topic(), first -> new HashMap<>())
                .put(partition.partition(), offset));
    return topics;
  }

  private static boolean isOver(Duration period, long since) {
    return System.nanoTime() - since > period.toNanos();
  }
}
