package io.touchback.orders.webhook;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.touchback.orders.order.Lifecycles;
import io.touchback.orders.order.OrderKey;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.Orders;
import io.touchback.orders.outbox.OrderChanges;
import io.touchback.orders.webhook.Translation.Update;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Applies a group of webhooks, in one transaction: kept, applied and told, or nothing of it. */
@ApplicationScoped
class TakingIn {
  private static final Logger LOG = Logger.getLogger(TakingIn.class);
  private static final int LONGEST_SECONDS = 10;

  private final WebhookLog log;
  private final Orders orders;
  private final Lifecycles lifecycles;
  private final OrderChanges changes;
  private final ShopNews shopNews;

  TakingIn(
      WebhookLog log,
      Orders orders,
      Lifecycles lifecycles,
      OrderChanges changes,
      ShopNews shopNews) {
    this.log = log;
    this.orders = orders;
    this.lifecycles = lifecycles;
    this.changes = changes;
    this.shopNews = shopNews;
  }

  /**
   * @return the ids of those that were new; they are committed
   */
  Set<UUID> take(List<Webhook> group) {
    var kept =
        QuarkusTransaction.requiringNew().timeout(LONGEST_SECONDS).call(() -> takeTogether(group));
    shopNews.told(group);
    return kept;
  }

  private Set<UUID> takeTogether(List<Webhook> group) {
    var kept = log.keep(group);
    var news = group.stream().filter(webhook -> kept.contains(webhook.id())).toList();
    var keys = news.stream().map(Webhook::order).filter(Objects::nonNull).toList();
    var batch = changes.to(orders.lock(keys));
    for (var webhook : news) {
      webhook.trace().wrap(() -> apply(webhook, batch)).run();
    }
    shopNews.heard(group).forEach(batch::tell);
    batch.write();
    return kept;
  }

  private void apply(Webhook webhook, OrderChanges.Batch batch) {
    var translation = webhook.translation();
    var key = webhook.order();
    if (translation instanceof Update update && key != null) {
      hear(webhook, key, update.update(), batch);
    } else if (translation != null) {
      shopNews.apply(webhook, translation);
    }
  }

  /** The rules are ours: if they fall over an order, its platform is not to blame. */
  private void hear(Webhook webhook, OrderKey key, OrderUpdate update, OrderChanges.Batch batch) {
    try {
      var lifecycle = lifecycles.from(webhook.shop().country());
      var order = batch.hear(key, update, lifecycle, webhook.receivedAt());
      if (order.erased()) {
        log.eraseBody(webhook.id());
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "Webhook %s could not be applied: kept, see GET /api/webhooks", webhook.id());
      log.failed(webhook.id(), "our rules failed: " + e.getClass().getSimpleName());
    }
  }
}
