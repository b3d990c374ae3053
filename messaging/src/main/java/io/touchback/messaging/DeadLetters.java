package io.touchback.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps what cannot be read on a topic of its own, as it came and with its reason. */
@Singleton
final class DeadLetters {
  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  private final KafkaClients clients;
  private final Topics topics;
  private final Lifetime lifetime;
  private final MeterRegistry meters;
  private final String consumer;
  private boolean topicIsThere;
  private volatile @Nullable Producer<byte[], byte[]> producer;
  private volatile @Nullable String trouble;

  DeadLetters(
      KafkaClients clients,
      Topics topics,
      Lifetime lifetime,
      MeterRegistry meters,
      @ConfigProperty(name = "quarkus.application.name") String consumer) {
    this.clients = clients;
    this.topics = topics;
    this.lifetime = lifetime;
    this.meters = meters;
    this.consumer = consumer;
  }

  /**
   * Returns when all are written, however long the broker or the topic is away.
   *
   * @param heldUp told why, each time that they cannot be written
   * @throws Lifetime.Ended when the service stops before
   */
  void write(List<DeadLetter> letters, Consumer<String> heldUp) {
    var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    for (var open = tryAll(letters); !open.isEmpty(); open = tryAll(open)) {
      var why = trouble;
      if (why != null) {
        heldUp.accept("dead letters (" + why + ")");
      }
      lifetime.pause(backoff.next());
    }
    trouble = null;
    letters.forEach(this::count);
    report(letters);
  }

  /** Why dead letters wait at the moment, and their streams with them, if they do. */
  @Nullable String trouble() {
    return trouble;
  }

  @PreDestroy
  void close() {
    var open = producer;
    producer = null;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }

  private synchronized List<DeadLetter> tryAll(List<DeadLetter> letters) {
    try {
      return send(letters, producer());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lifetime.Ended();
    } catch (Exception e) {
      away(e);
      return letters;
    }
  }

  private List<DeadLetter> send(List<DeadLetter> letters, Producer<byte[], byte[]> kafka)
      throws InterruptedException {
    var sent = new ArrayList<Future<RecordMetadata>>();
    for (var letter : letters) {
      sent.add(kafka.send(letter.addressedTo(Topics.DEAD_LETTERS, consumer)));
    }
    var open = new ArrayList<DeadLetter>();
    for (int i = 0; i < letters.size(); i++) {
      var letter = letters.get(i);
      try {
        sent.get(i).get();
      } catch (ExecutionException e) {
        open.add(e.getCause() instanceof RecordTooLargeException ? letter.shortened() : letter);
        away(e.getCause());
      }
    }
    return open;
  }

  private Producer<byte[], byte[]> producer() throws InterruptedException, ExecutionException {
    if (!topicIsThere) {
      topics.ensure(Topics.DEAD_LETTERS);
      topicIsThere = true;
    }
    var known = producer;
    if (known == null) {
      known = clients.producer("dead-letters");
      producer = known;
    }
    return known;
  }

  private void away(@Nullable Throwable e) {
    if (e instanceof RecordTooLargeException) {
      return;
    }
    if (trouble == null) {
      LOG.warnf(
          "%s cannot be written (%s): until it can, the streams with bad records stand still",
          Topics.DEAD_LETTERS, Trouble.name(e));
    }
    trouble = Trouble.name(e);
    topicIsThere = false;
    if (!(e instanceof RetriableException)) {
      close();
    }
  }

  private void count(DeadLetter letter) {
    meters
        .counter(
            "touchback.dead.letters", "topic", letter.record().topic(), "reason", letter.reason())
        .increment();
  }

  /** One line for all of one kind: a flood of poison is no flood of lines. */
  private void report(List<DeadLetter> letters) {
    var kinds =
        letters.stream()
            .collect(
                Collectors.groupingBy(
                    letter -> List.of(letter.record().topic(), letter.reason(), letter.detail())));
    for (var kind : kinds.values()) {
      var first = kind.get(0);
      LOG.errorf(
          "Set aside in %s: %d from %s (%s: %s), the first at partition %d, offset %d."
              + " Nothing was done for them; mend them and send them again",
          Topics.DEAD_LETTERS,
          kind.size(),
          first.record().topic(),
          first.reason(),
          first.detail(),
          first.record().partition(),
          first.record().offset());
    }
  }
}
