package io.touchback.messaging;

import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The clock that each service brings. */
final class SystemClock {
  @Produces
  static Clock clock() {
    return Clock.systemUTC();
  }
}
