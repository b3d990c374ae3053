package io.touchback.orders.webhook;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Ends the wait of those who have waited too long. All wait equally long, so one look at the oldest
 * now and then does what a timer for each would.
 */
final class Patience {
  private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();
  private final long limit;
  private final LongSupplier nanos;

  Patience(Duration limit) {
    this(limit, System::nanoTime);
  }

  Patience(Duration limit, LongSupplier nanos) {
    this.limit = limit.toNanos();
    this.nanos = nanos;
  }

  /** Waits from now on; any thread. */
  void begin(CompletableFuture<?> awaited) {
    waits.add(new Wait(awaited, nanos.getAsLong()));
  }

  /** Called now and then, by one thread at a time. */
  void sweep() {
    long now = nanos.getAsLong();
    for (var oldest = waits.peek(); oldest != null && isOver(oldest, now); oldest = waits.peek()) {
      oldest.awaited().completeExceptionally(new TimeoutException("Waited too long"));
      waits.remove();
    }
  }

  private boolean isOver(Wait wait, long now) {
    return wait.awaited().isDone() || now - wait.since() >= limit;
  }

  private record Wait(CompletableFuture<?> awaited, long since) {}
}
