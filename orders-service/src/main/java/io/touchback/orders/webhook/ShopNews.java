package io.touchback.orders.webhook;

import io.touchback.orders.event.Dated;
import io.touchback.orders.event.ShopHeard;
import io.touchback.orders.shop.ShopChanges;
import io.touchback.orders.webhook.Translation.DataRequest;
import io.touchback.orders.webhook.Translation.EraseCustomer;
import io.touchback.orders.webhook.Translation.EraseShop;
import io.touchback.orders.webhook.Translation.ShopLeft;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What webhooks say of a shop rather than of an order; in the caller's transaction. */
@ApplicationScoped
class ShopNews {
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final Map<String, Instant> lastHeard = new ConcurrentHashMap<>();
  private final WebhookLog log;
  private final ShopChanges changes;
  private final TaskTable tasks;
  private final ErasureTable erasures;
  private final Clock clock;

  ShopNews(
      WebhookLog log, ShopChanges changes, TaskTable tasks, ErasureTable erasures, Clock clock) {
    this.log = log;
    this.changes = changes;
    this.tasks = tasks;
    this.erasures = erasures;
    this.clock = clock;
  }

  void apply(Webhook webhook, Translation translation) {
    var shop = webhook.shop().name();
    if (translation instanceof ShopLeft) {
      changes.leave(shop, webhook.platform());
    } else if (translation instanceof DataRequest request) {
      tasks.add(
          Task.answerCustomer(
              webhook.id(), shop, webhook.platform(), request, webhook.receivedAt()));
    } else if (translation instanceof EraseCustomer erase) {
      erasures.add(Erasure.ofCustomer(webhook, erase));
    } else if (translation instanceof EraseShop) {
      erasures.add(Erasure.ofShop(webhook));
    }
  }

  /** The shops that are heard of for the first time in a minute, over all instances. */
  List<Dated> heard(Collection<Webhook> webhooks) {
    var now = clock.instant();
    var due = new TreeMap<String, Webhook>();
    webhooks.stream()
        .filter(webhook -> isDue(webhook.shop().name(), now))
        .forEach(webhook -> due.putIfAbsent(webhook.shop().name(), webhook));
    if (due.isEmpty()) {
      return List.of();
    }
    var heard = log.heard(due.keySet(), now);
    return due.values().stream()
        .filter(webhook -> heard.contains(webhook.shop().name()))
        .map(webhook -> new Dated(event(webhook), webhook.receivedAt()))
        .toList();
  }

  /** That was committed: for a minute nobody need ask the database. */
  void told(Collection<Webhook> webhooks) {
    var now = clock.instant();
    webhooks.stream()
        .map(webhook -> webhook.shop().name())
        .distinct()
        .filter(shop -> isDue(shop, now))
        .forEach(shop -> lastHeard.put(shop, now));
  }

  /** Also if it was told later than now: our clock has been set back since. */
  private boolean isDue(String shop, Instant now) {
    var last = lastHeard.getOrDefault(shop, Instant.EPOCH);
    return last.isAfter(now) || !last.plus(QUIET).isAfter(now);
  }

  private static ShopHeard event(Webhook webhook) {
    return new ShopHeard(webhook.shop().name(), webhook.platform(), webhook.receivedAt());
  }
}
