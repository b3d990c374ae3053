package io.touchback.orders.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final Patience patience = new Patience(Duration.ofSeconds(4), nanos::get);

  @Test
  void whoWaitedTooLongIsToldSoAndOthersWaitOn() {
    var first = begun();
    pass(Duration.ofSeconds(3));
    var second = begun();
    assertFalse(first.isDone());
    pass(Duration.ofSeconds(1));
    assertTrue(first.isCompletedExceptionally());
    assertFalse(second.isDone());
    pass(Duration.ofSeconds(3));
    assertTrue(second.isCompletedExceptionally());
  }

  @Test
  void whatHasComeIsLeftAlone() {
    var awaited = begun();
    awaited.complete("stored");
    pass(Duration.ofSeconds(5));
    assertEquals("stored", awaited.join());
  }

  private CompletableFuture<String> begun() {
    var awaited = new CompletableFuture<String>();
    patience.begin(awaited);
    return awaited;
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    patience.sweep();
  }
}
