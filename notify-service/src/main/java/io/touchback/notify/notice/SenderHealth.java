package io.touchback.notify.notice;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says how the sender does; it never closes the door, for reading goes on meanwhile. */
@Readiness
@Singleton
class SenderHealth implements HealthCheck {
  private final SenderPause pause;
  private final HandOver handOver;
  private final Backlog backlog;

  SenderHealth(SenderPause pause, HandOver handOver, Backlog backlog) {
    this.pause = pause;
    this.handOver = handOver;
    this.backlog = backlog;
  }

  @Override
  public HealthCheckResponse call() {
    var check =
        HealthCheckResponse.named("sender")
            .up()
            .withData("sending", pause.reason().isPresent() ? "paused" : "yes")
            .withData("underWay", handOver.underWay())
            .withData("eventsWaitingForTheirShop", backlog.forShops().events());
    pause.reason().ifPresent(why -> check.withData("reason", why));
    handOver.lastRefusalOfOurMail().ifPresent(why -> check.withData("refusedAsOurs", why));
    return check.build();
  }
}
