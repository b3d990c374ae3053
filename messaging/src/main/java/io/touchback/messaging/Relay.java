package io.touchback.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Publishes one topic's outbox rows while its instance holds the lease. */
final class Relay implements Runnable {
  private static final Logger LOG = Logger.getLogger(Relay.class);
  private static final int BATCH = 500;
  private static final int SWEPT_AFTER = 5_000;

  /** In busy times events are published together: each round costs the same for one as for many. */
  private static final Duration APART = Duration.ofMillis(50);

  /** How long a row of another instance may wait, whose commit wakes nobody here. */
  private static final Duration POLL = Duration.ofMillis(200);

  /** With more failing keys than this the keys are not to blame. */
  private static final int MOST_WAITING_KEYS = 1_000;

  private final String topic;
  private final OutboxTable outbox;
  private final Lease lease;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Topics topics;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Semaphore wakeUps = new Semaphore(0);
  private final Pace pace = new Pace(APART);
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
  private final Map<String, WaitingKey> waiting = new HashMap<>();
  private final List<OutboxRow> unmarked = new ArrayList<>();
  private boolean topicIsThere;
  private volatile @Nullable Producer<byte[], byte[]> producer;
  private volatile @Nullable Throwable trouble;
  private volatile int waitingKeys;
  private volatile long published;
  private long swept;

  Relay(
      String topic,
      OutboxTable outbox,
      Lease lease,
      Supplier<Producer<byte[], byte[]>> producers,
      Topics topics) {
    this.topic = topic;
    this.outbox = outbox;
    this.lease = lease;
    this.producers = producers;
    this.topics = topics;
  }

  @Override
  public void run() {
    while (!stopping()) {
      try {
        ensureTopic();
        pace.await();
        boolean led = lease.held();
        boolean more = led && publishNext();
        if (led || lease.elsewhere()) {
          fine();
        }
        sweepNowAndThen();
        if (!more) {
          awaitWork();
        }
      } catch (InterruptedException e) {
        stop();
      } catch (Throwable e) {
        // Errors, too: the lease is kept whether this thread lives or not.
        heldUp(e);
      }
    }
    discardProducer();
  }

  void wake() {
    wakeUps.release();
  }

  /** Ends {@link #run} after what is on its way. */
  void stop() {
    stopped.countDown();
    wake();
  }

  /** Ends {@link #run} now: what is on its way counts as not published. */
  void abandon() {
    stop();
    discardProducer();
  }

  String topic() {
    return topic;
  }

  /** Since the start. */
  long published() {
    return published;
  }

  int waitingKeys() {
    return lease.elsewhere() ? 0 : waitingKeys;
  }

  /** Why nothing is published at the moment, if nothing is. */
  @Nullable String trouble() {
    var ours = trouble;
    return ours == null ? lease.trouble() : Trouble.name(ours);
  }

  /** Whether it is held up by what may not hold up another instance. */
  boolean stuck() {
    var ours = trouble;
    return ours != null && !(ours instanceof DatabaseFailed);
  }

  private boolean stopping() {
    return stopped.getCount() == 0;
  }

  private void ensureTopic() throws InterruptedException, ExecutionException {
    if (!topicIsThere) {
      topics.ensure(topic);
      topicIsThere = true;
    }
  }

  private boolean publishNext() throws Exception {
    markPublished();
    var notDue = keysNotDue();
    var rows = outbox.unpublished(topic, notDue, BATCH);
    if (rows.isEmpty()) {
      forgetSettled(notDue, List.of());
      return false;
    }
    pace.start(rows.size(), BATCH);
    var sending = new Sending(topic, producer(), () -> stopping() || !lease.held());
    sending.send(rows);
    for (var row : sending.acknowledged()) {
      unmarked.add(row);
      waiting.remove(row.key());
    }
    markPublished();
    for (var refused : sending.refused()) {
      letWait(refused);
    }
    forgetSettled(notDue, sending.refused());
    if (sending.trouble() != null) {
      throw sending.trouble();
    }
    return !sending.acknowledged().isEmpty();
  }

  /** Kept over failures of the database, so that what is out is not sent a second time. */
  private void markPublished() {
    if (!unmarked.isEmpty()) {
      outbox.markPublished(topic, unmarked);
      published += unmarked.size();
      unmarked.clear();
    }
  }

  private void sweepNowAndThen() {
    if (published - swept >= SWEPT_AFTER) {
      swept = published;
      outbox.sweepQueue();
    }
  }

  private void letWait(Sending.Outcome refused) {
    var row = refused.row();
    var key = waiting.computeIfAbsent(row.key(), first -> new WaitingKey());
    if (key.isNew()) {
      LOG.errorf(
          "Row %d of the outbox cannot be published to %s (%s); later events of its key wait for it."
              + " It is tried again until its payload is changed or the broker takes it",
          row.seq(), topic, Trouble.name(refused.error()));
    }
    key.waitLonger();
    outbox.recordFailure(topic, row.seq(), String.valueOf(refused.error()));
    if (waiting.size() > MOST_WAITING_KEYS) {
      waiting.clear();
      throw new IllegalStateException(
          "The broker refuses events of more keys than can be at fault");
    }
  }

  /**
   * Keys that were due and not refused again: published, or taken out of the outbox by somebody.
   */
  private void forgetSettled(List<String> notDue, List<Sending.Outcome> refused) {
    if (!waiting.isEmpty()) {
      var still = new HashSet<>(notDue);
      refused.forEach(one -> still.add(one.row().key()));
      waiting.keySet().retainAll(still);
    }
    waitingKeys = waiting.size();
  }

  private List<String> keysNotDue() {
    return waiting.entrySet().stream()
        .filter(key -> !key.getValue().isDue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private Producer<byte[], byte[]> producer() {
    var known = producer;
    if (known == null) {
      known = producers.get();
      producer = known;
    }
    return known;
  }

  private void discardProducer() {
    var old = producer;
    producer = null;
    if (old != null) {
      close(old);
    }
  }

  private void close(Producer<byte[], byte[]> old) {
    try {
      old.close(Duration.ZERO);
    } catch (Throwable e) {
      LOG.infof("A producer of %s did not close (%s)", topic, Trouble.name(e));
    }
  }

  private void fine() {
    backoff.reset();
    if (trouble != null) {
      trouble = null;
      LOG.infof("The relay of %s goes on", topic);
    }
  }

  private void heldUp(Throwable e) {
    if (stopping()) {
      return;
    }
    if (trouble == null) {
      LOG.warnf(
          "The relay of %s is held up (%s). Events stay in the outbox and go out when it ends",
          topic, Trouble.name(e));
    }
    trouble = e;
    topicIsThere = topicIsThere && e instanceof DatabaseFailed;
    if (!(e instanceof RetriableException || e instanceof DatabaseFailed)) {
      discardProducer();
    }
    awaitRetry();
  }

  private void awaitWork() throws InterruptedException {
    wakeUps.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
    wakeUps.drainPermits();
  }

  /** Not to be cut short by a wake-up: each commit causes one. */
  private void awaitRetry() {
    try {
      stopped.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stop();
    }
  }

  /** A key whose first unpublished event was refused. */
  private static final class WaitingKey {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private long due = System.nanoTime();
    private boolean isNew = true;

    boolean isNew() {
      return isNew;
    }

    void waitLonger() {
      isNew = false;
      due = System.nanoTime() + backoff.next().toNanos();
    }

    boolean isDue() {
      return due - System.nanoTime() <= 0;
    }
  }
}
