package io.touchback.orders.shop;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.touchback.orders.event.Dated;
import io.touchback.orders.outbox.Publishing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** Changes shops, and tells it in the same transaction. */
@ApplicationScoped
public class ShopChanges {
  private static final Logger LOG = Logger.getLogger(ShopChanges.class);

  private final Shops shops;
  private final ShopTable table;
  private final SecretSeal seal;
  private final Publishing publishing;
  private final Clock clock;

  ShopChanges(Shops shops, ShopTable table, SecretSeal seal, Publishing publishing, Clock clock) {
    this.shops = shops;
    this.table = table;
    this.seal = seal;
    this.publishing = publishing;
    this.clock = clock;
  }

  /** Creates or changes a shop. */
  void put(String name, JsonNode form) {
    QuarkusTransaction.requiringNew().run(() -> putNow(name, form));
    shops.changed(name);
  }

  /**
   * The shop took us off this platform; in the caller's transaction. It is still ours if another
   * one may send us its webhooks.
   */
  public void leave(String name, String platform) {
    boolean elsewhere =
        table.secretCounts(name).keySet().stream().anyMatch(p -> !p.equals(platform));
    if (elsewhere) {
      LOG.infof("Shop %s left %s, and stays active on its other platforms", name, platform);
    } else {
      table.locked(name).filter(Shop::active).map(Shop::left).ifPresent(this::keep);
    }
  }

  private void putNow(String name, JsonNode form) {
    table.lockName(name);
    var held = table.locked(name).map(Shop::profile).orElse(null);
    var filled = ShopForm.fill(name, form, held);
    // A shop that somebody sets up again is back.
    keep(new Shop(name, filled.profile(), true));
    filled.secrets().forEach((platform, secrets) -> replaceSecrets(name, platform, secrets));
  }

  private void replaceSecrets(String shop, String platform, List<String> secrets) {
    table.replaceSecrets(
        shop, platform, secrets.stream().map(one -> seal.seal(shop, platform, one)).toList());
  }

  private void keep(Shop shop) {
    var at = table.put(shop, clock.instant());
    publishing.publish(List.of(new Dated(shop.changed(), at)));
  }
}
