package io.touchback.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final Duration LEAVING = Duration.ofSeconds(1);

  private final Subscriber subscriber;
  private final Subscription subscription;
  private final KafkaClients clients;
  private final EventReader reader;
  private final Lifetime lifetime;
  private final Pace pace;
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
  private final Thread thread;
  private volatile @Nullable Consumer<String, byte[]> open;
  private volatile boolean stopping;
  private volatile @Nullable String trouble;
  private volatile long lag;
  private long told = System.nanoTime() - TELLING.toNanos();

  /** Where the next batch begins, of what has been applied and the broker does not know of. */
  private final Map<TopicPartition, OffsetAndMetadata> untold = new HashMap<>();

  Reading(Subscriber subscriber, KafkaClients clients, EventReader reader, Lifetime lifetime) {
    this.subscriber = subscriber;
    this.subscription = subscriber.subscription();
    this.clients = clients;
    this.reader = reader;
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

  /** Records behind the end, of this instance's partitions, as last polled. */
  long lag() {
    return lag;
  }

  @Override
  public void run() {
    while (!stopping) {
      try {
        readWithAConsumer();
      } catch (WakeupException | Lifetime.Ended e) {
        LOG.debugf("%s is no longer read", topic());
      } catch (InterruptedException e) {
        stopping = true;
      } catch (RuntimeException e) {
        troubled(e);
      }
    }
  }

  private void readWithAConsumer() throws InterruptedException {
    var consumer = clients.subscriber(subscription);
    open = consumer;
    try {
      consumer.subscribe(List.of(topic()), new Leaving(consumer));
      while (!stopping) {
        pace.await();
        subscriber.beforeBatch();
        read(consumer, consumer.poll(POLL));
      }
    } finally {
      open = null;
      consumer.close(CloseOptions.timeout(LEAVING));
    }
  }

  private void read(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
    if (!records.isEmpty()) {
      pace.start(records.count(), subscription.atMost());
      reader.read(records, subscriber);
      untold.putAll(records.nextOffsets());
    }
    if (System.nanoTime() - told >= TELLING.toNanos()) {
      told = System.nanoTime();
      lag = lagOf(consumer);
      tell(consumer);
    }
    fine();
  }

  private static long lagOf(Consumer<String, byte[]> consumer) {
    return consumer.assignment().stream()
        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
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

  private void troubled(RuntimeException e) {
    if (stopping) {
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

  /**
   * Whoever gets a partition next begins where we ended, and not a second earlier: with what was
   * polled and not applied.
   */
  private final class Leaving implements ConsumerRebalanceListener {
    private final Consumer<String, byte[]> consumer;

    Leaving(Consumer<String, byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
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
      untold.clear();
    }
  }
}
