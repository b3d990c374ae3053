package io.touchback.sla.due;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says how the sweep does; it never closes the door, for what was found can be asked for. */
@Readiness
@Singleton
final class SweepHealth implements HealthCheck {
  private final SweepLoop loop;

  SweepHealth(SweepLoop loop) {
    this.loop = loop;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("sweep").up().withData("sweeping", loop.state()).build();
  }
}
