package io.touchback.journey;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Orders that come when they are due, whether or not earlier ones were answered. */
final class Arrivals {
  private static final int SENDERS = 32;
  private static final int PATIENCE_SECONDS = 60;

  private final Shop shop;
  private final List<Shop.Order> taken = new CopyOnWriteArrayList<>();
  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final int due;

  private Arrivals(Shop shop, int due) {
    this.shop = shop;
    this.due = due;
  }

  /** Returns when the last was answered. */
  static Arrivals at(Shop shop, int perSecond, Duration span) throws InterruptedException {
    var arrivals = new Arrivals(shop, (int) (span.toSeconds() * perSecond));
    var senders = Executors.newScheduledThreadPool(SENDERS);
    long start = System.nanoTime();
    for (int i = 0; i < arrivals.due; i++) {
      var order = shop.order();
      long at = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
      senders.schedule(
          () -> arrivals.post(order, at), at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    senders.shutdown();
    if (!senders.awaitTermination(span.toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      senders.shutdownNow();
      throw new IllegalStateException(arrivals.nanos.size() + " of " + arrivals.due + " taken");
    }
    return arrivals;
  }

  /** Those that were answered with 200: a mail is owed for each. */
  List<Shop.Order> taken() {
    return taken;
  }

  int putOff() {
    return due - taken.size();
  }

  /** From when they were due to the 200. */
  long percentileMillis(int percent) {
    var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted.length == 0
        ? Long.MAX_VALUE
        : TimeUnit.NANOSECONDS.toMillis(sorted[(sorted.length - 1) * percent / 100]);
  }

  private void post(Shop.Order order, long at) {
    if (answeredWith200(order)) {
      nanos.add(System.nanoTime() - at);
      taken.add(order);
    }
  }

  private boolean answeredWith200(Shop.Order order) {
    try {
      return shop.shopify("orders/create", "create-" + order.id, order.body("paid", order.now()))
              .statusCode()
          == 200;
    } catch (RuntimeException noAnswer) {
      return false;
    }
  }
}
