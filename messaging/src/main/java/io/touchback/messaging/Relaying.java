package io.touchback.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;

/** One relay a topic, all under one lease: the instance that holds it publishes for all. */
@Singleton
final class Relaying {
  private static final Logger LOG = Logger.getLogger(Relaying.class);
  private static final Duration RENEWAL = Duration.ofSeconds(1);
  private static final Duration PROGRESS = Duration.ofMillis(250);
  private static final Duration COUNTING = Duration.ofSeconds(5);

  /** The lease could not be given back, perhaps: it ends by itself first. */
  private static final Duration OTHERS_TURN = Lease.LENGTH.multipliedBy(2);

  /** For what is on its way; then for what has been abandoned, for the timers and for the lease. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final boolean enabled;
  private final OutboxTable outbox;
  private final Lease lease;
  private final List<Relay> relays;
  private final Progress progress;
  private final Standstill standstill = new Standstill(System::nanoTime);
  private final List<Thread> threads = new ArrayList<>();
  private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(3, this::timer);
  private volatile long leadsFrom = System.nanoTime();
  private volatile OutboxTable.Backlog backlog = OutboxTable.Backlog.NONE;

  Relaying(
      RelayConfig config, OutboxTable outbox, Lease lease, KafkaClients clients, Topics topics) {
    this.enabled = config.enabled();
    var relayed = enabled ? topics.produced() : List.<String>of();
    this.outbox = outbox;
    this.lease = lease;
    this.relays =
        relayed.stream()
            .map(topic -> new Relay(topic, outbox, lease, () -> producer(clients, topic), topics))
            .toList();
    this.progress = new Progress(relayed, outbox, clients, topics);
  }

  void start(@Observes StartupEvent event) {
    every(RENEWAL, "The relay's lease is not kept", this::lookAfterLease);
    if (!relays.isEmpty()) {
      every(PROGRESS, "Progress is not told", this::tellProgress);
      every(COUNTING, "What waits in the outbox is not counted", this::countBacklog);
    }
    relays.forEach(this::start);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    relays.forEach(Relay::stop);
    awaitEnd();
    relays.forEach(Relay::abandon);
    awaitEnd();
    timers.shutdownNow();
    timers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    leaveInTime();
  }

  /** Something was committed for these topics. */
  void wake(Set<String> topics) {
    relays.stream().filter(relay -> topics.contains(relay.topic())).forEach(Relay::wake);
  }

  /** Whether the outbox is ours to publish, and not Debezium's. */
  boolean enabled() {
    return enabled;
  }

  /** Whether this instance may do what only one should. */
  boolean leads() {
    return lease.held();
  }

  /** Whether another one may. */
  boolean follows() {
    return lease.elsewhere();
  }

  List<Relay> relays() {
    return relays;
  }

  Progress progress() {
    return progress;
  }

  /** As last counted, though the database be away since; nothing where another instance leads. */
  OutboxTable.Backlog backlog() {
    return backlog;
  }

  private static Producer<byte[], byte[]> producer(KafkaClients clients, String topic) {
    return clients.producer("relay-" + topic);
  }

  private void start(Relay relay) {
    var thread = new Thread(relay, "touchback relay of " + relay.topic());
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  private void awaitEnd() throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    for (var thread : threads) {
      thread.join(Math.max(1, Duration.ofNanos(until - System.nanoTime()).toMillis()));
    }
  }

  /** On a thread of its own: a database that hangs is not waited for. */
  private void leaveInTime() throws InterruptedException {
    var leaving = new Thread(this::leave, "touchback relays' end");
    leaving.setDaemon(true);
    leaving.start();
    leaving.join(PATIENCE.toMillis());
  }

  private void leave() {
    releaseLease();
    progress.close();
  }

  private void lookAfterLease() {
    if (lease.held() && standstill.isTooLong(stuck(), published())) {
      letOthersTry();
    } else if (leadsFrom - System.nanoTime() <= 0) {
      renewLease();
    }
  }

  private void renewLease() {
    boolean led = lease.held();
    lease.renew();
    if (lease.held() && !led) {
      LOG.info("This instance publishes the outbox");
      standstill.begin();
      relays.forEach(Relay::wake);
    }
  }

  private void letOthersTry() {
    LOG.warn("This instance can publish nothing: for some seconds another one may try");
    leadsFrom = System.nanoTime() + OTHERS_TURN.toNanos();
    lease.release();
  }

  private boolean stuck() {
    return relays.stream().anyMatch(Relay::stuck);
  }

  private long published() {
    return relays.stream().mapToLong(Relay::published).sum();
  }

  private void releaseLease() {
    try {
      lease.release();
    } catch (DatabaseFailed e) {
      LOG.infof("The relay's lease was not given back (%s): it ends by itself", Trouble.name(e));
    }
  }

  private void tellProgress() {
    if (lease.held()) {
      progress.tell();
    } else if (lease.elsewhere()) {
      progress.leaveToOthers();
    }
  }

  private void countBacklog() {
    if (lease.held()) {
      backlog = outbox.backlog();
    } else if (lease.elsewhere()) {
      backlog = OutboxTable.Backlog.NONE;
    }
  }

  private void every(Duration period, String failure, Runnable task) {
    var chore = new Chore(period, failure, task);
    timers.scheduleWithFixedDelay(chore, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Thread timer(Runnable task) {
    var thread = new Thread(task, "touchback outbox timer");
    thread.setDaemon(true);
    return thread;
  }

  /** What is done again and again, and told of once each time it begins to fail. */
  private static final class Chore implements Runnable {
    private final Duration period;
    private final String failure;
    private final Runnable task;
    private boolean failing;

    Chore(Duration period, String failure, Runnable task) {
      this.period = period;
      this.failure = failure;
      this.task = task;
    }

    /** Anything thrown would end the schedule, an error too. */
    @Override
    public void run() {
      try {
        task.run();
        failing = false;
      } catch (Throwable e) {
        if (!failing) {
          LOG.warnf("%s (%s); tried again after %s", failure, Trouble.name(e), period);
        }
        failing = true;
      }
    }
  }
}
