package io.touchback.bench.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * What a run of orders owes: each that was acknowledged, exactly one mail. Times are {@link
 * System#nanoTime()}; latencies count from when an order was meant to be sent, however late it was.
 */
public final class Ledger {
  private static final long NEVER = 0;
  private static final int DIGITS = 3;
  private static final Duration LOOK = Duration.ofMillis(5);

  private final long first;
  private final AtomicLongArray meantAt;
  private final AtomicLongArray acknowledgedAt;
  private final AtomicLongArray mailedAt;
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder mailed = new LongAdder();
  private final LongAdder doubled = new LongAdder();

  /**
   * @param first number; the others follow it
   */
  public Ledger(long first, int orders) {
    this.first = first;
    meantAt = new AtomicLongArray(orders);
    acknowledgedAt = new AtomicLongArray(orders);
    mailedAt = new AtomicLongArray(orders);
  }

  long first() {
    return first;
  }

  public long number(int order) {
    return first + order;
  }

  /** Whom the mail of that order goes to, and no other. */
  public static String recipient(long number) {
    return "c" + number + "@bench.example";
  }

  public int size() {
    return meantAt.length();
  }

  public void meant(int order, long nanos) {
    meantAt.set(order, nanos);
  }

  /** It was stored, says the service: from here on a mail is owed. */
  public void acknowledged(int order, long nanos) {
    if (acknowledgedAt.compareAndSet(order, NEVER, nanos)) {
      acknowledged.increment();
    }
  }

  /** It was not stored, or nobody knows: a mail may come, and need not. */
  void notAcknowledged() {
    refused.increment();
  }

  /**
   * @return false if that order is not in here
   */
  boolean mailed(long number, long nanos) {
    long order = number - first;
    if (order < 0 || order >= size()) {
      return false;
    }
    if (mailedAt.compareAndSet((int) order, NEVER, nanos)) {
      mailed.increment();
    } else {
      doubled.increment();
    }
    return true;
  }

  public long acknowledged() {
    return acknowledged.sum();
  }

  public long refused() {
    return refused.sum();
  }

  public long mailed() {
    return mailed.sum();
  }

  /** Mails beyond the first of an order. */
  public long doubled() {
    return doubled.sum();
  }

  /** Orders acknowledged that no mail came of. */
  public long lost() {
    return orders()
        .filter(order -> acknowledgedAt.get(order) != NEVER && mailedAt.get(order) == NEVER)
        .count();
  }

  /** Returns when no mail is owed, or none has come for so long. */
  public void awaitMails(Duration withoutNews) {
    long seen = -1;
    long since = System.nanoTime();
    while (lost() > 0 && System.nanoTime() - since < withoutNews.toNanos()) {
      if (mailed() != seen) {
        seen = mailed();
        since = System.nanoTime();
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** From when it was meant to be sent to the 200. */
  public Histogram acceptLatency() {
    return latency(acknowledgedAt);
  }

  /** From when it was meant to be sent to the mail server's 250. */
  public Histogram mailLatency() {
    return latency(mailedAt);
  }

  /** Acknowledged a second, from the first order meant to the last answer. */
  public double acceptRate() {
    return rate(acknowledgedAt);
  }

  /** Mails a second, from the first order meant to the last mail. */
  public double mailRate() {
    return rate(mailedAt);
  }

  /** Mails a second, from then to the last mail. */
  public double mailRateFrom(long nanos) {
    return rate(mailedAt, nanos);
  }

  private double rate(AtomicLongArray at) {
    return rate(at, times(meantAt).min().orElse(0));
  }

  private double rate(AtomicLongArray at, long from) {
    long count = times(at).count();
    long span = times(at).max().orElse(0) - from;
    return count == 0 ? 0 : count * 1e9 / span;
  }

  private Histogram latency(AtomicLongArray at) {
    var histogram = new Histogram(DIGITS);
    orders()
        .filter(order -> at.get(order) != NEVER)
        .forEach(order -> histogram.recordValue(Math.max(0, at.get(order) - meantAt.get(order))));
    return histogram;
  }

  private LongStream times(AtomicLongArray at) {
    return orders().mapToLong(at::get).filter(time -> time != NEVER);
  }

  private IntStream orders() {
    return IntStream.range(0, size());
  }
}
