package io.touchback.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's thread: polls, lets {@link EventReader} see to the batch, and polls on. What has
 * been read is known to the database; the broker is told now and then, so that whoever takes over
 * does not begin too far back.
 */
final class Reading implements Runnable {
  private static final Logger LOG = Logger.getLogger(Reading.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration TELLING = Duration.ofSeconds(1);
  private static final Duration COMPARING = Duration.ofSeconds(5);
  private static final Duration LEAVING = Duration.ofSeconds(1);

  /** As long as the broker takes to count us out. */
  private static final Duration SILENCE = Duration.ofSeconds(6);

  private static final String NO_ANSWER = "a broker that does not answer";

  private final Subscriber subscriber;
  private final Subscription subscription;
  private final KafkaClients clients;
  private final EventReader reader;
  private final Inbox inbox;
  private final Topics topics;
  private final Lifetime lifetime;
  private final Pace pace;
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
  private final Thread thread;
  private volatile @Nullable Consumer<String, byte[]> open;
  private volatile boolean stopping;
  private volatile @Nullable String trouble;
  private volatile double lag = Double.NaN;
  private boolean silent;

  /** Broker and database have both said which partitions are ours, and where they begin. */
  private boolean assigned;

  private long toldAt = System.nanoTime() - TELLING.toNanos();
  private long openedAt;
  private long comparedAt = System.nanoTime();

  /** Where the next batch begins. */
  private final Map<TopicPartition, Long> next = new HashMap<>();

  /** The same, of what has been applied and the broker does not know of. */
  private final Map<TopicPartition, OffsetAndMetadata> untold = new HashMap<>();

  Reading(
      Subscriber subscriber,
      KafkaClients clients,
      EventReader reader,
      Inbox inbox,
      Topics topics,
      Lifetime lifetime) {
    this.subscriber = subscriber;
    this.subscription = subscriber.subscription();
    this.clients = clients;
    this.reader = reader;
    this.inbox = inbox;
    this.topics = topics;
    this.lifetime = lifetime;
    this.pace = new Pace(subscription.apart());
    this.thread = new Thread(this, "touchback reader of " + subscription.topic());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends after the batch in hand. */
  void stop() {
    stopping = true;
    var consumer = open;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  void awaitEnd(Duration atMost) throws InterruptedException {
    thread.join(Math.max(1, atMost.toMillis()));
  }

  String topic() {
    return subscription.topic();
  }

  /** Why nothing is read at the moment, if nothing is. */
  @Nullable String trouble() {
    return trouble;
  }

  /** Records behind the end, of this instance's partitions, as last polled; NaN if nobody knows. */
  double lag() {
    return trouble == null ? lag : Double.NaN;
  }

  @Override
  public void run() {
    while (goesOn()) {
      try {
        readWithAConsumer();
      } catch (WakeupException | Lifetime.Ended e) {
        LOG.debugf("%s is no longer read", topic());
      } catch (InterruptedException e) {
        stopping = true;
      } catch (Throwable e) {
        troubled(e);
      }
    }
  }

  private boolean goesOn() {
    return !stopping && !lifetime.over();
  }

  private void readWithAConsumer() throws InterruptedException {
    // Without a database nothing is read: whoever joined and left again would disturb the others.
    inbox.positions(topic());
    assigned = false;
    var consumer = clients.subscriber(subscription);
    open = consumer;
    openedAt = System.nanoTime();
    try {
      consumer.subscribe(List.of(topic()), new Partitions(consumer));
      while (goesOn()) {
        pace.await();
        subscriber.beforeBatch();
        compareNowAndThen();
        read(consumer, consumer.poll(POLL));
      }
    } finally {
      open = null;
      consumer.close(CloseOptions.timeout(LEAVING));
    }
  }

  /** Where nothing comes, nothing else tells that the database has been restored. */
  private void compareNowAndThen() {
    if (System.nanoTime() - comparedAt < COMPARING.toNanos()) {
      return;
    }
    comparedAt = System.nanoTime();
    try {
      inbox.checkNothingIsForgotten(next, next.keySet());
    } catch (DatabaseFailed e) {
      LOG.debugf("What the database knows of %s cannot be seen (%s)", topic(), Trouble.name(e));
    }
  }

  private void read(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
    // Where a producer's transaction ends, reading moves on without a record.
    if (!records.nextOffsets().isEmpty()) {
      pace.start(records.count(), subscription.atMost());
      var missed = missedBefore(records, consumer);
      reader.read(records, next, subscriber, why -> trouble = why);
      reader.missed(missed);
      untold.putAll(records.nextOffsets());
      records.nextOffsets().forEach((partition, offset) -> next.put(partition, offset.offset()));
    }
    if (System.nanoTime() - toldAt >= TELLING.toNanos()) {
      toldAt = System.nanoTime();
      lag = lagOf(consumer);
      tell(consumer);
      silent = isSilent(consumer);
    }
    if (silent && records.isEmpty()) {
      unanswered();
    } else if (assigned) {
      fine();
    }
  }

  /** Where only the newest of each key is kept, all else is meant to go. */
  private Map<TopicPartition, Long> missedBefore(
      ConsumerRecords<String, byte[]> records, Consumer<String, byte[]> consumer) {
    return topics.keepsNewestOnly(topic()) ? Map.of() : Gaps.before(records, next, consumer);
  }

  /** A poll that finds no broker gives nothing, and says nothing. */
  private boolean isSilent(Consumer<String, byte[]> consumer) {
    double seconds = secondsSinceHeartbeat(consumer);
    return seconds < 0
        ? System.nanoTime() - openedAt > SILENCE.toNanos()
        : seconds > SILENCE.toSeconds();
  }

  /** Negative: there has been none. */
  private static double secondsSinceHeartbeat(Consumer<String, byte[]> consumer) {
    return consumer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
        .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
        .findFirst()
        .orElse(0);
  }

  private void unanswered() {
    if (trouble == null) {
      LOG.warnf("%s cannot be read: no broker answers. It is read on as soon as one does", topic());
    }
    trouble = NO_ANSWER;
  }

  private static double lagOf(Consumer<String, byte[]> consumer) {
    return consumer.assignment().stream()
        .map(consumer::currentLag)
        .mapToDouble(known -> known.isPresent() ? known.getAsLong() : Double.NaN)
        .sum();
  }

  private void tell(Consumer<String, byte[]> consumer) {
    if (!untold.isEmpty()) {
      consumer.commitAsync(Map.copyOf(untold), notTold());
      untold.clear();
    }
  }

  private OffsetCommitCallback notTold() {
    return (offsets, error) -> {
      if (error != null) {
        LOG.debugf("The broker was not told how far %s is read (%s)", topic(), error);
      }
    };
  }

  private void fine() {
    backoff.reset();
    if (trouble != null) {
      trouble = null;
      LOG.infof("%s is read again", topic());
    }
  }

  private void troubled(Throwable e) {
    if (!goesOn()) {
      return;
    }
    if (trouble == null) {
      LOG.warnf(
          e, "%s cannot be read (%s): it is tried again until it can", topic(), Trouble.name(e));
    }
    trouble = Trouble.name(e);
    try {
      lifetime.pause(backoff.next());
    } catch (Lifetime.Ended ended) {
      stopping = true;
    }
  }

  /** Those that come and go. */
  private final class Partitions implements ConsumerRebalanceListener {
    private final Consumer<String, byte[]> consumer;

    Partitions(Consumer<String, byte[]> consumer) {
      this.consumer = consumer;
    }

    /**
     * Read on from where the group stands, but pass over nothing that the database does not know:
     * it may have been restored from yesterday's backup.
     */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      var stands = stands();
      for (var partition : partitions) {
        long known = stands.getOrDefault(partition.partition(), 0L);
        long position = Math.min(known, consumer.position(partition));
        consumer.seek(partition, position);
        next.put(partition, position);
      }
      assigned = true;
    }

    private Map<Integer, Long> stands() {
      var known = inbox.positions(topic());
      if (known.isEmpty()) {
        inbox.moveTo(Map.of(), groupsPositions()).run();
        return inbox.positions(topic());
      }
      return known;
    }

    /**
     * For a database that knows nothing of the topic, of all its partitions: where the group
     * stands, so that nobody is told twice. What keeps the newest of each key is read whole.
     */
    private Map<TopicPartition, Long> groupsPositions() {
      var all =
          consumer.partitionsFor(topic()).stream()
              .map(found -> new TopicPartition(found.topic(), found.partition()))
              .collect(Collectors.toSet());
      Map<TopicPartition, OffsetAndMetadata> committed =
          topics.keepsNewestOnly(topic()) ? Map.of() : consumer.committed(all);
      var nowhere = new OffsetAndMetadata(0);
      return all.stream()
          .collect(
              Collectors.toMap(
                  one -> one,
                  one -> Objects.requireNonNullElse(committed.get(one), nowhere).offset()));
    }

    /**
     * Whoever gets a partition next begins where we ended, and not a second earlier: with what was
     * polled and not applied.
     */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      next.keySet().removeAll(partitions);
      try {
        consumer.commitSync(Map.copyOf(untold), LEAVING);
      } catch (WakeupException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.debugf("The broker was not told how far %s are read (%s)", partitions, e);
      } finally {
        untold.clear();
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      next.keySet().removeAll(partitions);
      untold.clear();
    }
  }
}
