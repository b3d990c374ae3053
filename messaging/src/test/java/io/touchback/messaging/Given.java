package io.touchback.messaging;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What each service brings: its clock, and somewhere for the numbers to go. */
final class Given {
  @Produces
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  SimpleMeterRegistry meters() {
    return new SimpleMeterRegistry();
  }
}
