package io.touchback.orders.shop;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/** One of the secrets that a shop's platform signs with, sealed. */
@Entity
@Table(name = "shop_secret")
class ShopSecret extends PanacheEntityBase {
  @EmbeddedId private Key key;
  private byte[] sealed;

  @SuppressWarnings("NullAway.Init")
  protected ShopSecret() {}

  ShopSecret(Key key, byte[] sealed) {
    this.key = key;
    this.sealed = sealed;
  }

  static List<ShopSecret> of(String shop) {
    return list("key.shop = ?1 order by key.platform, key.position", shop);
  }

  static void delete(String shop, String platform) {
    delete("key.shop = ?1 and key.platform = ?2", shop, platform);
  }

  String platform() {
    return key.platform();
  }

  byte[] sealed() {
    return sealed.clone();
  }

  /** Where a secret belongs. */
  @Embeddable
  record Key(String shop, String platform, int position) {}
}
