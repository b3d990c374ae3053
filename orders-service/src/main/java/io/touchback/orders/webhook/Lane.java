package io.touchback.orders.webhook;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.touchback.messaging.DatabaseFailed;
import io.touchback.messaging.Pace;
import io.touchback.orders.OrdersConfig;
import io.touchback.orders.webhook.Intake.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One of the intake's workers and what waits for it. Who comes after a quiet moment is taken at
 * once; groups that follow each other closely start a little apart, and so are fewer and larger.
 */
final class Lane implements Runnable {
  private static final Logger LOG = Logger.getLogger(Lane.class);
  private static final Seldom SELDOM = new Seldom();
  private static final long LOOK_UP_MILLIS = 200;

  /** For so many a transaction is worth its while. */
  private static final int ENOUGH = 8;

  private final BlockingQueue<Waiting> queue;
  private final TakingIn takingIn;
  private final int largestGroup;
  private final Pace pace;
  private final DistributionSummary groupSizes;
  private final Thread thread;
  private volatile boolean open = true;

  Lane(int number, TakingIn takingIn, OrdersConfig.Intake config, MeterRegistry meters) {
    this.queue = new ArrayBlockingQueue<>(config.capacity());
    this.takingIn = takingIn;
    this.largestGroup = config.group();
    this.pace = new Pace(config.apart());
    this.groupSizes =
        DistributionSummary.builder("touchback.intake.group")
            .description("Webhooks in one transaction")
            .register(meters);
    this.thread = new Thread(this, "touchback intake " + number);
  }

  /** A webhook and who waits for it. */
  record Waiting(Webhook webhook, CompletableFuture<Taken> taken, boolean again) {
    Waiting(Webhook webhook, CompletableFuture<Taken> taken) {
      this(webhook, taken, false);
    }

    private Waiting onceMore() {
      return new Waiting(webhook, taken, true);
    }
  }

  void start() {
    thread.start();
  }

  /** Nothing more gets in; what waits is still done. */
  void close() {
    open = false;
  }

  void awaitEnd(long millis) throws InterruptedException {
    thread.join(millis);
  }

  void add(Waiting waiting) {
    if (!open || !queue.offer(waiting)) {
      waiting.taken().completeExceptionally(new RejectedExecutionException("The intake is full"));
    }
  }

  int waiting() {
    return queue.size();
  }

  @Override
  public void run() {
    while (open || !queue.isEmpty()) {
      try {
        var first = queue.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          var group = groupFrom(first);
          pace.start(group.size(), ENOUGH);
          take(group);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** In busy times with a few others. */
  private List<Waiting> groupFrom(Waiting first) throws InterruptedException {
    var group = new ArrayList<Waiting>();
    @Nullable Waiting next = first;
    while (next != null) {
      group.add(next);
      long left = group.size() + queue.size() < ENOUGH ? pace.nanosLeft() : 0;
      next = left > 0 ? queue.poll(left, TimeUnit.NANOSECONDS) : null;
    }
    queue.drainTo(group, largestGroup - group.size());
    return group;
  }

  private void take(List<Waiting> group) {
    // Whoever gave up has been told to come again.
    var asked = group.stream().filter(waiting -> !waiting.taken().isDone()).toList();
    if (asked.isEmpty()) {
      return;
    }
    try {
      groupSizes.record(asked.size());
      var kept = takingIn.take(asked.stream().map(Waiting::webhook).toList());
      for (var waiting : asked) {
        waiting.taken().complete(kept.of(waiting.webhook()));
      }
    } catch (RuntimeException | StackOverflowError e) {
      failed(asked, e);
    }
  }

  private void failed(List<Waiting> group, Throwable cause) {
    if (group.size() == 1 && !group.get(0).again && DatabaseFailed.lostRace(cause)) {
      // Another instance heard of the order at the same moment: now it is known.
      take(List.of(group.get(0).onceMore()));
      return;
    }
    if (SELDOM.now()) {
      LOG.warnf(
          cause,
          "Webhooks cannot be stored as they come: a group is tried one by one, and whoever waits"
              + " too long hears 503 and comes again. Is the database up?");
    }
    if (group.size() > 1) {
      group.forEach(waiting -> take(List.of(waiting)));
    } else {
      group.forEach(waiting -> waiting.taken().completeExceptionally(cause));
    }
  }
}
