package io.touchback.messaging;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that end when the service does. */
@Singleton
final class Lifetime {
  private final CountDownLatch ended = new CountDownLatch(1);

  void end(@Observes ShutdownEvent event) {
    ended.countDown();
  }

  boolean over() {
    return ended.getCount() == 0;
  }

  /**
   * @throws Ended when the service stops before the wait is over
   */
  void pause(Duration wait) {
    try {
      if (ended.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Ended();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Ended();
    }
  }

  /** The service stops: what was being retried is read again after the next start. */
  static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Ended() {
      super("The service is stopping");
    }
  }
}
