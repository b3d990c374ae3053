package io.touchback.sla.clock;

import io.touchback.sla.clock.Cycle.Mark;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Takes what becomes known of shops; in the caller's transaction. */
@Singleton
public final class Shops {
  private final ShopTable shops;
  private final Heartbeats heartbeats;

  Shops(ShopTable shops, Heartbeats heartbeats) {
    this.shops = shops;
    this.heartbeats = heartbeats;
  }

  /**
   * A shop that is closed has no clocks; when it is back, what was stopped for that runs on, and it
   * counts as heard. One that becomes known has those set right that were armed before anything was
   * known of it; later changes count for new clocks only. Its clocks follow soon ({@link
   * ShopTurns}): there may be very many.
   *
   * @param toldAt when the shop's teller says it was: by one clock, and never before what it told
   *     earlier
   * @param at when it was, as far as that is believed
   * @param event id of the event that told so
   */
  public void take(Shop shop, Instant toldAt, Instant at, String event) {
    boolean wasActive = shops.find(shop.name()).map(Shop::active).orElse(true);
    boolean isNews = shops.change(shop, toldAt, at, event);
    if (isNews && shop.active() && !wasActive) {
      heartbeats.back(shop.name(), new Mark(at, event, "back"));
    }
  }
}
