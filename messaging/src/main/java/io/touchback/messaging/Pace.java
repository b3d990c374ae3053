package io.touchback.messaging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * In busy times lets batches start no closer to each other than this, so that what comes in between
 * shares a transaction. Nobody waits in quiet times, when hardly anything would come in between,
 * nor behind a full batch. For one thread.
 *
 * <p>A transaction costs about the same for one row as for twenty.
 */
public final class Pace {
  /** So many are worth waiting for: times in which fewer come between two batches are quiet. */
  private static final double WORTHWHILE = 2;

  /** How fast it is forgotten what came before: a few that come at once are no busy time yet. */
  private static final double MEMORY_NANOS = 1e9;

  private final long apart;
  private final LongSupplier nanos;
  private long last;
  private long next;
  private double perNano;

  public Pace(Duration apart) {
    this(apart, System::nanoTime);
  }

  Pace(Duration apart, LongSupplier nanos) {
    this.apart = apart.toNanos();
    this.nanos = nanos;
    this.last = nanos.getAsLong();
    this.next = last;
  }

  /** How long the next batch should wait for more; zero or less if it may start. */
  public long nanosLeft() {
    long now = nanos.getAsLong();
    return perNano(now) * apart < WORTHWHILE ? 0 : next - now;
  }

  /**
   * A batch starts now.
   *
   * @param atMost so many fit into one
   */
  public void start(int size, int atMost) {
    long now = nanos.getAsLong();
    perNano = perNano(now) + size / MEMORY_NANOS;
    last = now;
    next = size < atMost ? now + apart : now;
  }

  /** Waits until the next batch may start. */
  public void await() throws InterruptedException {
    long left = nanosLeft();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private double perNano(long now) {
    return perNano * Math.exp((last - now) / MEMORY_NANOS);
  }
}
