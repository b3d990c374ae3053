package io.touchback.orders.webhook;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps a flood of one kind of trouble from becoming a flood of log lines. */
final class Seldom {
  private static final long NANOS = Duration.ofSeconds(10).toNanos();

  private final AtomicLong last = new AtomicLong(System.nanoTime() - NANOS);

  /** True at most once in ten seconds. */
  boolean now() {
    long time = System.nanoTime();
    long before = last.get();
    return time - before >= NANOS && last.compareAndSet(before, time);
  }
}
