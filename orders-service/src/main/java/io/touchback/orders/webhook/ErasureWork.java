package io.touchback.orders.webhook;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.touchback.orders.order.Lifecycles;
import io.touchback.orders.order.OrderBook;
import io.touchback.orders.order.OrderKey;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.Orders;
import io.touchback.orders.order.OrdersErased;
import io.touchback.orders.outbox.OrderChanges;
import io.touchback.orders.outbox.Publishing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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

  private final WebhookLog log;
  private final ErasureTable erasures;
  private final TaskTable tasks;
  private final Orders orders;
  private final Lifecycles lifecycles;
  private final OrderChanges changes;
  private final Publishing publishing;
  private final Event<OrdersErased> forgotten;

  ErasureWork(
      WebhookLog log,
      ErasureTable erasures,
      TaskTable tasks,
      Orders orders,
      Lifecycles lifecycles,
      OrderChanges changes,
      Publishing publishing,
      Event<OrdersErased> forgotten) {
    this.log = log;
    this.erasures = erasures;
    this.tasks = tasks;
    this.orders = orders;
    this.lifecycles = lifecycles;
    this.changes = changes;
    this.publishing = publishing;
    this.forgotten = forgotten;
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void eraseAll() {
    var at = new AtomicReference<Erasure>();
    try {
      while (QuarkusTransaction.requiringNew().call(() -> eraseSome(at))) {
        LOG.debug("Some orders' customers are erased; there may be more");
      }
    } catch (RuntimeException e) {
      if (SELDOM.now()) {
        LOG.warnf("Customers are not erased now (%s); it is tried again every second", e);
      }
      letOthersPass(at.get());
    }
  }

  /**
   * @param at told which it is
   * @return whether there was something to do
   */
  private boolean eraseSome(AtomicReference<Erasure> at) {
    var next = erasures.next();
    at.set(next.orElse(null));
    next.ifPresent(this::erase);
    return next.isPresent();
  }

  private void letOthersPass(@Nullable Erasure failed) {
    if (failed != null) {
      try {
        QuarkusTransaction.requiringNew().run(() -> erasures.tried(failed.id()));
      } catch (RuntimeException e) {
        LOG.debugf("An erasure that failed stays first (%s)", e);
      }
    }
  }

  private void erase(Erasure erasure) {
    if (erasure.wholeShop()) {
      eraseShop(erasure);
    } else {
      eraseCustomer(erasure);
    }
  }

  /** Goes on where it was: orders may have come before that, so it ends where all were seen. */
  private void eraseShop(Erasure erasure) {
    var reached = erasures.reached(erasure.id());
    var book = orders.lockToErase(erasure.after(reached), ORDERS_AT_ONCE);
    if (book.isEmpty() && reached.isEmpty()) {
      finish(erasure);
    } else {
      erase(erasure.shop(), book);
      erasures.reached(erasure.id(), book.keys());
    }
  }

  private void eraseCustomer(Erasure erasure) {
    var book =
        orders.lockToErase(
            erasure.shop(),
            erasure.platform(),
            erasure.platformOrderIds(),
            erasure.email(),
            erasure.phone(),
            ORDERS_AT_ONCE);
    if (book.isEmpty()) {
      eraseUnknown(erasure.orders());
      finish(erasure);
    } else {
      erase(erasure.shop(), book);
      erasures.tried(erasure.id());
    }
  }

  private void finish(Erasure erasure) {
    log.eraseTheRest(erasure);
    tasks.forget(erasure);
    erasures.done(erasure.id());
  }

  private void erase(String shop, OrderBook book) {
    var batch = changes.to(book);
    var erased = new ArrayList<OrderState>();
    for (var key : book.keys()) {
      erased.add(batch.change(key, lifecycles.from(null)::erase));
    }
    publishing.erase(erased.stream().map(OrderState::id).toList());
    batch.write();
    log.eraseBodies(shop, erased);
    forgotten.fire(OrdersErased.of(erased));
  }

  /** What their platform may still say of them is forgotten as it comes. */
  private void eraseUnknown(List<OrderKey> named) {
    var book = orders.lock(named);
    var batch = changes.to(book);
    named.stream()
        .filter(key -> !book.keys().contains(key))
        .forEach(key -> batch.change(key, lifecycles.from(null)::erase));
    batch.write();
  }
}
