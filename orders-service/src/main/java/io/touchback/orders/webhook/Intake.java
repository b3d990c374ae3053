package io.touchback.orders.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.touchback.orders.OrdersConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Takes webhooks in, in groups: whatever comes close together shares a transaction, and nobody who
 * comes alone waits. An order's webhooks always go the same lane, in their sequence.
 */
@ApplicationScoped
class Intake {
  private static final long STOPPING_MILLIS = 5_000;

  private static final long SWEEP_MILLIS = 50;

  private final List<Lane> lanes;
  private final Patience patience;
  private final Vertx vertx;
  private long sweeping;

  Intake(TakingIn takingIn, OrdersConfig config, MeterRegistry meters, Vertx vertx) {
    var intake = config.intake();
    this.vertx = vertx;
    this.patience = new Patience(intake.patience());
    this.lanes =
        IntStream.range(0, intake.workers())
            .mapToObj(number -> new Lane(number, takingIn, intake, meters))
            .toList();
    Gauge.builder("touchback.intake.waiting", this, Intake::waiting)
        .description("Webhooks that wait to be stored")
        .register(meters);
  }

  /** What became of a webhook that was let in. */
  enum Taken {
    STORED,
    KNOWN,
    /** Stored, but our own rules fell over it. */
    FAILED
  }

  void start(@Observes StartupEvent event) {
    lanes.forEach(Lane::start);
    sweeping = vertx.setPeriodic(SWEEP_MILLIS, timer -> patience.sweep());
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    lanes.forEach(Lane::close);
    for (var lane : lanes) {
      lane.awaitEnd(STOPPING_MILLIS);
    }
    vertx.cancelTimer(sweeping);
  }

  /** Completes when the webhook is committed, exceptionally if it cannot be stored now. */
  CompletionStage<Taken> take(Webhook webhook) {
    var order = webhook.order();
    var hash = order == null ? webhook.shop().name().hashCode() : order.hashCode();
    var taken = new CompletableFuture<Taken>();
    patience.begin(taken);
    lanes.get(Math.floorMod(hash, lanes.size())).add(new Lane.Waiting(webhook, taken));
    return taken;
  }

  private int waiting() {
    return lanes.stream().mapToInt(Lane::waiting).sum();
  }
}
