package io.touchback.orders.webhook;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.touchback.orders.order.Lifecycles;
import io.touchback.orders.order.OrderKey;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.Orders;
import io.touchback.orders.outbox.OrderChanges;
import io.touchback.orders.webhook.Translation.Update;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
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

  /** Those that were new are committed when this returns. */
  Kept take(List<Webhook> group) {
    var kept =
        QuarkusTransaction.requiringNew().timeout(LONGEST_SECONDS).call(() -> takeTogether(group));
    shopNews.told(group);
    return kept;
  }

  private Kept takeTogether(List<Webhook> group) {
    var keeping = log.keep(group);
    // Also those of webhooks that turn out to be known: so that nobody has to wait for that.
    var keys = group.stream().map(Webhook::order).filter(Objects::nonNull).toList();
    var batch = changes.to(orders.lock(keys));
    var kept = keeping.get();
    var news = group.stream().filter(webhook -> kept.contains(webhook.id())).toList();
    var failed = new HashSet<UUID>();
    for (var webhook : news) {
      webhook.trace().wrap(() -> apply(webhook, batch, failed)).run();
    }
    shopNews.heard(group).forEach(batch::tell);
    batch.write();
    return new Kept(kept, failed);
  }

  private void apply(Webhook webhook, OrderChanges.Batch batch, Set<UUID> failed) {
    var translation = webhook.translation();
    var key = webhook.order();
    if (translation instanceof Update update && key != null) {
      if (!hear(webhook, key, update.update(), batch)) {
        failed.add(webhook.id());
      }
    } else if (translation != null) {
      shopNews.apply(webhook, translation);
    }
  }

  /** The rules are ours: if they fall over an order, its platform is not to blame. */
  private boolean hear(
      Webhook webhook, OrderKey key, OrderUpdate update, OrderChanges.Batch batch) {
    try {
      var lifecycle = lifecycles.from(webhook.shop().country());
      var order = batch.hear(key, update, lifecycle, webhook.receivedAt());
      if (order.erased()) {
        log.eraseBody(webhook.id());
      }
      return true;
    } catch (RuntimeException e) {
      LOG.errorf(e, "Webhook %s could not be applied: kept, see GET /api/webhooks", webhook.id());
      log.failed(webhook.id(), "our rules failed: " + e.getClass().getSimpleName());
      return false;
    }
  }

  /**
   * What became of a group, by ids of webhooks.
   *
   * @param stored the new ones
   * @param failed those of them that our rules fell over
   */
  record Kept(Set<UUID> stored, Set<UUID> failed) {
    Intake.Taken of(Webhook webhook) {
      if (!stored.contains(webhook.id())) {
        return Intake.Taken.KNOWN;
      }
      return failed.contains(webhook.id()) ? Intake.Taken.FAILED : Intake.Taken.STORED;
    }
  }
}
