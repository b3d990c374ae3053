package io.touchback.sla.clock;

import io.touchback.sla.alert.Alert;
import io.touchback.sla.alert.Alert.Ending;
import io.touchback.sla.alert.Alerts;
import io.touchback.sla.clock.Cycle.Mark;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Takes what becomes known of shops; in the caller's transaction. */
@Singleton
public final class Shops {
  private static final int CHUNK = 500;

  private final ShopTable shops;
  private final ClockTable clocks;
  private final OrderClocks orders;
  private final Heartbeats heartbeats;
  private final Alerts alerts;

  Shops(
      ShopTable shops,
      ClockTable clocks,
      OrderClocks orders,
      Heartbeats heartbeats,
      Alerts alerts) {
    this.shops = shops;
    this.clocks = clocks;
    this.orders = orders;
    this.heartbeats = heartbeats;
    this.alerts = alerts;
  }

  /**
   * A shop that is closed has no clocks; when it is back, what was stopped for that runs on, and it
   * counts as heard. One that becomes known has those set right that were armed before anything was
   * known of it; later changes count for new clocks only.
   *
   * @param toldAt when the shop's teller says it was: by one clock, and never before what it told
   *     earlier
   * @param at when it was, as far as that is believed
   * @param event id of the event that told so
   */
  public void take(Shop shop, Instant toldAt, Instant at, String event) {
    boolean wasActive = shops.find(shop.name()).map(Shop::active).orElse(true);
    if (!shops.change(shop, toldAt)) {
      return;
    }
    if (!shop.active()) {
      stopAll(shop, new Mark(at, event, Reckoning.SHOP_NOT_ACTIVE));
    }
    lookAgain(shop, clocks.provisional(shop.name()));
    if (shop.active() && !wasActive) {
      lookAgain(shop, clocks.stoppedFor(shop.name(), Reckoning.SHOP_NOT_ACTIVE));
      heartbeats.back(shop.name(), new Mark(at, event, "back"));
    }
  }

  private void lookAgain(Shop shop, List<String> some) {
    for (int from = 0; from < some.size(); from += CHUNK) {
      orders.lookAgain(shop, some.subList(from, Math.min(from + CHUNK, some.size())));
    }
  }

  private void stopAll(Shop shop, Mark by) {
    alerts.end(
        clocks.stopShop(shop.name(), by).stream()
            .map(id -> new Ending(id, Alert.State.RESOLVED, by.what()))
            .toList());
  }
}
