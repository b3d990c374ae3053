package io.touchback.orders.shop;

import io.touchback.orders.event.ShopChanged;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who a shop is: what its customers see in mails and on the tracking page. */
public record ShopProfile(
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
    Map<String, Boolean> notices) {

  ShopChanged changed(String shop, boolean active) {
    return new ShopChanged(
        shop,
        name,
        mailFrom,
        replyTo,
        contactName,
        website,
        shippingPolicyUrl,
        returnsPolicyUrl,
        timeZone,
        locale,
        country,
        logoUrl,
        accentColor,
        mailTestOrders,
        notices,
        active);
  }
}
