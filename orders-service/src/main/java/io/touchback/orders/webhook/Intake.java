package io.touchback.orders.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.touchback.orders.OrdersConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Takes webhooks in, in groups: whatever waits when a worker is free shares a transaction, and
 * nobody waits when one is. An order's webhooks always go the same lane, in their sequence.
 */
@ApplicationScoped
class Intake {
  private static final long STOPPING_MILLIS = 5_000;

  private final List<Lane> lanes;
  private final long patienceMillis;

  Intake(TakingIn takingIn, OrdersConfig config, MeterRegistry meters) {
    var intake = config.intake();
    this.patienceMillis = intake.patience().toMillis();
    this.lanes =
        IntStream.range(0, intake.workers())
            .mapToObj(
                number -> new Lane(number, takingIn, intake.group(), intake.capacity(), meters))
            .toList();
    Gauge.builder("touchback.intake.waiting", this, Intake::waiting)
        .description("Webhooks that wait to be stored")
        .register(meters);
  }

  /** What became of a webhook that was let in. */
  enum Taken {
    STORED,
    KNOWN
  }

  void start(@Observes StartupEvent event) {
    lanes.forEach(Lane::start);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    lanes.forEach(Lane::close);
    for (var lane : lanes) {
      lane.awaitEnd(STOPPING_MILLIS);
    }
  }

  /** Completes when the webhook is committed, exceptionally if it cannot be stored now. */
  CompletionStage<Taken> take(Webhook webhook) {
    var order = webhook.order();
    var hash = order == null ? webhook.shop().name().hashCode() : order.hashCode();
    var taken = new CompletableFuture<Taken>();
    lanes.get(Math.floorMod(hash, lanes.size())).add(new Lane.Waiting(webhook, taken));
    return taken.orTimeout(patienceMillis, TimeUnit.MILLISECONDS);
  }

  private int waiting() {
    return lanes.stream().mapToInt(Lane::waiting).sum();
  }
}
