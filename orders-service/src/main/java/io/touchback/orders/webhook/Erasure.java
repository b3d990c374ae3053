package io.touchback.orders.webhook;

import io.touchback.orders.webhook.Translation.EraseCustomer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Customers to be forgotten: one, or all of a shop. */
record Erasure(
    UUID id,
    String shop,
    boolean wholeShop,
    @Nullable String email,
    @Nullable String phone,
    List<String> platformOrderIds,
    Instant since) {

  static Erasure ofCustomer(UUID id, String shop, EraseCustomer who, Instant since) {
    return new Erasure(id, shop, false, who.email(), who.phone(), who.orderIds(), since);
  }

  static Erasure ofShop(UUID id, String shop, Instant since) {
    return new Erasure(id, shop, true, null, null, List.of(), since);
  }
}
