package io.touchback.orders.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that others need to know of a shop.
 *
 * @param notices kinds of mail the shop has switched off: {@code kind: false}
 * @param active false = the shop has left: nothing is silent there any more
 */
public record ShopChanged(
    String shop,
    String name,
    String mailFrom,
    @Nullable String replyTo,
    @Nullable String contactName,
    @Nullable String website,
    @Nullable String shippingPolicyUrl,
    @Nullable String returnsPolicyUrl,
    String timeZone,
    String locale,
    @Nullable String country,
    @Nullable String logoUrl,
    @Nullable String accentColor,
    boolean mailTestOrders,
    Map<String, Boolean> notices,
    boolean active)
    implements Event {

  @Override
  public String type() {
    return "io.touchback.ShopChanged.v1";
  }

  @Override
  public String topic() {
    return "shops";
  }

  @Override
  public String key() {
    return shop;
  }
}
