package io.touchback.orders.shop;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.touchback.orders.event.Dated;
import io.touchback.orders.outbox.Publishing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes shops, and tells it in the same transaction. */
@ApplicationScoped
public class ShopChanges {
  private final Shops shops;
  private final SecretSeal seal;
  private final Publishing publishing;
  private final Clock clock;

  ShopChanges(Shops shops, SecretSeal seal, Publishing publishing, Clock clock) {
    this.shops = shops;
    this.seal = seal;
    this.publishing = publishing;
    this.clock = clock;
  }

  /** Creates or changes a shop. */
  void put(String name, JsonNode form) {
    QuarkusTransaction.requiringNew().run(() -> putNow(name, form));
    shops.changed(name);
  }

  /** The shop took us off its platform; in the caller's transaction. */
  public void leave(String name) {
    var shop = Shop.locked(name);
    if (shop != null && shop.active()) {
      shop.leave(clock.instant());
      publish(shop);
    }
  }

  private void putNow(String name, JsonNode form) {
    Shop.getEntityManager()
        .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(?1, 0))")
        .setParameter(1, "shop " + name)
        .getSingleResult();
    var held = Shop.locked(name);
    var filled = ShopForm.fill(name, form, held == null ? null : held.profile());
    publish(saved(name, held, filled.profile()));
    filled.secrets().forEach((platform, secrets) -> replaceSecrets(name, platform, secrets));
  }

  private Shop saved(String name, @Nullable Shop held, ShopProfile profile) {
    if (held == null) {
      var created = new Shop(name, profile, clock.instant());
      created.persistAndFlush();
      return created;
    }
    held.change(profile, clock.instant());
    return held;
  }

  private void replaceSecrets(String shop, String platform, List<String> secrets) {
    ShopSecret.delete(shop, platform);
    for (int i = 0; i < secrets.size(); i++) {
      var key = new ShopSecret.Key(shop, platform, i);
      new ShopSecret(key, seal.seal(shop, platform, secrets.get(i))).persist();
    }
  }

  private void publish(Shop shop) {
    publishing.publish(List.of(new Dated(shop.changed(), clock.instant())));
  }
}
