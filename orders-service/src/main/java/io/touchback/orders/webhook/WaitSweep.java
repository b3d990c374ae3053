package io.touchback.orders.webhook;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.touchback.orders.order.Lifecycles;
import io.touchback.orders.order.OrderKey;
import io.touchback.orders.order.Orders;
import io.touchback.orders.outbox.OrderChanges;
import io.touchback.orders.shop.Shops;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Ends the waits for what did not come: then what is known is told. */
@ApplicationScoped
class WaitSweep {
  private static final Logger LOG = Logger.getLogger(WaitSweep.class);
  private static final Seldom SELDOM = new Seldom();
  private static final int AT_ONCE = 50;

  private final Orders orders;
  private final OrderChanges changes;
  private final Lifecycles lifecycles;
  private final Shops shops;
  private final Clock clock;

  WaitSweep(Orders orders, OrderChanges changes, Lifecycles lifecycles, Shops shops, Clock clock) {
    this.orders = orders;
    this.changes = changes;
    this.lifecycles = lifecycles;
    this.shops = shops;
    this.clock = clock;
  }

  @Scheduled(
      every = "5s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void sweep() {
    try {
      sweep(clock.instant());
    } catch (RuntimeException e) {
      if (SELDOM.now()) {
        LOG.warnf("Waits are not ended now (%s); it is tried again every 5 s", e);
      }
    }
  }

  void sweep(Instant now) {
    int ended = AT_ONCE;
    while (ended == AT_ONCE) {
      ended = QuarkusTransaction.requiringNew().call(() -> sweepSome(now));
    }
  }

  private int sweepSome(Instant now) {
    var waited = orders.lockWaited(now, AT_ONCE);
    var batch = changes.to(waited);
    waited.keys().forEach(key -> endWait(batch, key));
    batch.write();
    return waited.keys().size();
  }

  private void endWait(OrderChanges.Batch batch, OrderKey key) {
    batch.change(key, lifecycles.from(shops.country(key.shop()))::waitedEnough);
  }
}
