package io.touchback.orders.shop;

import io.touchback.orders.event.ShopChanged;

/**
 * One merchant.
 *
 * @param active false once it took us off its platform
 */
public record Shop(String name, ShopProfile profile, boolean active) {
  Shop left() {
    return new Shop(name, profile, false);
  }

  ShopChanged changed() {
    return profile.changed(name, active);
  }
}
