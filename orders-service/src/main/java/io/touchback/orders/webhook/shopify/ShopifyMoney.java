package io.touchback.orders.webhook.shopify;

import io.touchback.orders.order.Money;
import io.touchback.orders.webhook.Json;
import org.jspecify.annotations.Nullable;

/**
 * Amounts in the currency the customer saw and paid (presentment), not the shop's own: a customer
 * charged 36.86 EUR must not read of 59.45 AUD.
 */
final class ShopifyMoney {
  private ShopifyMoney() {}

  static @Nullable Money of(Json json, String name, @Nullable String shopCurrency) {
    Json paid = json.at(name + "_set").at("presentment_money");
    Money presented = paid.money("amount", paid.text("currency_code", "currency"));
    return presented != null ? presented : json.money(name, shopCurrency);
  }
}
