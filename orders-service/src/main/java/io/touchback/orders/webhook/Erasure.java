package io.touchback.orders.webhook;

import io.touchback.orders.order.OrderKey;
import io.touchback.orders.webhook.Translation.EraseCustomer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Customers to be forgotten: one, on all platforms of a shop, or all of one platform.
 *
 * @param platform whose ids the order ids are, and whose orders all are; null = neither
 */
record Erasure(
    UUID id,
    String shop,
    @Nullable String platform,
    boolean wholeShop,
    @Nullable String email,
    @Nullable String phone,
    List<String> platformOrderIds,
    Instant since) {

  static Erasure ofCustomer(Webhook webhook, EraseCustomer who) {
    return new Erasure(
        webhook.id(),
        webhook.shop().name(),
        webhook.platform(),
        false,
        who.email(),
        who.phone(),
        who.orderIds(),
        webhook.receivedAt());
  }

  static Erasure ofShop(Webhook webhook) {
    return new Erasure(
        webhook.id(),
        webhook.shop().name(),
        webhook.platform(),
        true,
        null,
        null,
        List.of(),
        webhook.receivedAt());
  }

  /** One of its platform's orders; empty: before all of them. */
  OrderKey after(String platformOrderId) {
    return new OrderKey(shop, Objects.requireNonNull(platform), platformOrderId);
  }

  /** Those named; they may not be known. */
  List<OrderKey> orders() {
    return platform == null
        ? List.of()
        : platformOrderIds.stream().map(id -> new OrderKey(shop, platform, id)).toList();
  }
}
