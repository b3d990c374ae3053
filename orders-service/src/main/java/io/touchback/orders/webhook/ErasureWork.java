package io.touchback.orders.webhook;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.touchback.orders.order.Lifecycles;
import io.touchback.orders.order.OrderBook;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.Orders;
import io.touchback.orders.outbox.OrderChanges;
import io.touchback.orders.outbox.Publishing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Forgets customers: in their orders, in webhooks, tasks and notices, and in events already told. A
 * request stays until nothing of it is left, so a crash only delays it.
 */
@ApplicationScoped
class ErasureWork {
  private static final Logger LOG = Logger.getLogger(ErasureWork.class);
  private static final Seldom SELDOM = new Seldom();
  private static final int ORDERS_AT_ONCE = 50;

  private final EntityManager entities;
  private final Orders orders;
  private final Lifecycles lifecycles;
  private final OrderChanges changes;
  private final Publishing publishing;

  ErasureWork(
      EntityManager entities,
      Orders orders,
      Lifecycles lifecycles,
      OrderChanges changes,
      Publishing publishing) {
    this.entities = entities;
    this.orders = orders;
    this.lifecycles = lifecycles;
    this.changes = changes;
    this.publishing = publishing;
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void eraseAll() {
    try {
      while (QuarkusTransaction.requiringNew().call(this::eraseSome)) {
        LOG.debug("Some orders' customers are erased; there may be more");
      }
    } catch (RuntimeException e) {
      if (SELDOM.now()) {
        LOG.warnf("Customers are not erased now (%s); it is tried again every second", e);
      }
    }
  }

  /**
   * @return whether there was something to do
   */
  private boolean eraseSome() {
    @SuppressWarnings("unchecked")
    List<Erasure> due =
        entities
            .createNativeQuery(
                "select * from erasure order by since limit 1 for update skip locked",
                Erasure.class)
            .getResultList();
    due.forEach(this::erase);
    return !due.isEmpty();
  }

  private void erase(Erasure erasure) {
    var book =
        orders.lockToErase(
            erasure.shop(),
            erasure.wholeShop(),
            erasure.platformOrderIds(),
            erasure.email(),
            erasure.phone(),
            ORDERS_AT_ONCE);
    if (book.isEmpty()) {
      eraseTheRest(erasure);
      erasure.delete();
    } else {
      erase(erasure.shop(), book);
    }
  }

  private void erase(String shop, OrderBook book) {
    var batch = changes.to(book);
    var erased = new ArrayList<OrderState>();
    for (var key : book.keys()) {
      erased.add(batch.change(key, lifecycles.from(null)::erase));
    }
    publishing.erase(erased.stream().map(OrderState::id).toList());
    batch.write();
    run(
        "update webhook set body = null where shop = ?1"
            + " and platform_order_id = any (cast(?2 as text[]))",
        shop,
        erased.stream().map(OrderState::platformOrderId).toArray(String[]::new));
    run(
        "update notice set reason = null where order_id = any (cast(?1 as uuid[]))",
        (Object) erased.stream().map(order -> order.id().toString()).toArray(String[]::new));
  }

  /** Webhooks that are of no order may name anybody; they are only kept to be looked at. */
  private void eraseTheRest(Erasure erasure) {
    run(
        "update webhook set body = null where shop = ?1 and body is not null"
            + " and (platform_order_id is null"
            + " or platform_order_id = any (cast(?2 as text[])) or ?3)",
        erasure.shop(),
        erasure.platformOrderIds().toArray(String[]::new),
        erasure.wholeShop());
    run(
        "delete from task where shop = ?1 and (?2 or lower(email) = lower(cast(?3 as text))"
            + " or phone = cast(?4 as text)"
            + " or platform_order_ids && cast(?5 as text[]))",
        erasure.shop(),
        erasure.wholeShop(),
        erasure.email(),
        erasure.phone(),
        erasure.platformOrderIds().toArray(String[]::new));
  }

  private void run(String sql, @Nullable Object... parameters) {
    var query = entities.createNativeQuery(sql);
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    query.executeUpdate();
  }
}
