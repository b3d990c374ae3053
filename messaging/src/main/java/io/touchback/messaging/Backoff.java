package io.touchback.messaging;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits that double from the first to the longest, each with a little jitter. */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private int failures;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  Duration next() {
    return jittered(after(++failures));
  }

  void reset() {
    failures = 0;
  }

  private Duration after(int failures) {
    var doubled = first.multipliedBy(1L << Math.min(failures - 1, 20));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }

  private static Duration jittered(Duration wait) {
    return wait.multipliedBy(ThreadLocalRandom.current().nextInt(80, 121)).dividedBy(100);
  }
}
