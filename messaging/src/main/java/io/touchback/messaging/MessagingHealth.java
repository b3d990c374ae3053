package io.touchback.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** Shows how the outbox and the streams fare. Always up: a broker that is away closes no door. */
@Readiness
@ApplicationScoped
class MessagingHealth implements HealthCheck {
  private final Relaying relaying;
  private final Subscribing subscribing;
  private final Watermarks watermarks;
  private final DeadLetters deadLetters;

  MessagingHealth(
      Relaying relaying, Subscribing subscribing, Watermarks watermarks, DeadLetters deadLetters) {
    this.relaying = relaying;
    this.subscribing = subscribing;
    this.watermarks = watermarks;
    this.deadLetters = deadLetters;
  }

  @Override
  public HealthCheckResponse call() {
    var response =
        HealthCheckResponse.named("messaging")
            .up()
            .withData("lease", leader())
            .withData("unpublished", relaying.backlog().rows())
            .withData("oldest unpublished", relaying.backlog().age().toString())
            .withData("progress", stateOf(relaying.progress().trouble()))
            .withData("watermarks", stateOf(watermarks.trouble()))
            .withData("dead letters", stateOf(deadLetters.trouble()));
    for (var relay : relaying.relays()) {
      response.withData("relay of " + relay.topic(), stateOf(relay.trouble()));
    }
    for (var reading : subscribing.readings()) {
      response.withData("reader of " + reading.topic(), stateOf(reading.trouble()));
    }
    return response.build();
  }

  private String leader() {
    if (relaying.leads()) {
      return "ours";
    }
    return relaying.follows() ? "another instance's" : "unknown";
  }

  private static String stateOf(@Nullable String trouble) {
    return trouble == null ? "fine" : "held up by " + trouble;
  }
}
