package io.touchback.orders.webhook.shopify;

import io.touchback.orders.webhook.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One identity for the two ways Shopify writes it: {@code 123}, {@code gid://shopify/Order/123}.
 */
final class ShopifyId {
  private static final Pattern GID = Pattern.compile("gid://shopify/\\w+/(\\w+)(\\?.*)?");

  private ShopifyId() {}

  static String of(Json json, String name) {
    String id = json.requiredId(name);
    Matcher gid = GID.matcher(id);
    return gid.matches() ? gid.group(1) : id;
  }
}
