package io.touchback.notify.notice;

import io.touchback.notify.template.NoticeContent.Shop;

/** A shop that has told of itself: who it is, and what it wants. */
record KnownShop(Shop identity, ShopSettings settings) {
  static KnownShop of(String identity) {
    return new KnownShop(
        EventJson.read(identity, Shop.class), EventJson.read(identity, ShopSettings.class));
  }
}
