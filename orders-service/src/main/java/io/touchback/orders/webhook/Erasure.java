package io.touchback.orders.webhook;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.touchback.orders.webhook.Translation.EraseCustomer;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Customers to be forgotten: one, or all of a shop. The row is gone when it is done. */
@Entity
@Table(name = "erasure")
class Erasure extends PanacheEntityBase {
  @Id private UUID id;
  private String shop;

  @Column(name = "whole_shop")
  private boolean wholeShop;

  private @Nullable String email;
  private @Nullable String phone;

  @Column(name = "platform_order_ids")
  private String[] platformOrderIds;

  private Instant since;

  @SuppressWarnings("NullAway.Init")
  protected Erasure() {}

  @SuppressWarnings("NullAway.Init")
  private Erasure(
      UUID id,
      String shop,
      boolean wholeShop,
      @Nullable String email,
      @Nullable String phone,
      List<String> platformOrderIds,
      Instant since) {
    this.id = id;
    this.shop = shop;
    this.wholeShop = wholeShop;
    this.email = email;
    this.phone = phone;
    this.platformOrderIds = platformOrderIds.toArray(String[]::new);
    this.since = since;
  }

  static Erasure ofCustomer(UUID id, String shop, EraseCustomer who, Instant since) {
    return new Erasure(id, shop, false, who.email(), who.phone(), who.orderIds(), since);
  }

  static Erasure ofShop(UUID id, String shop, Instant since) {
    return new Erasure(id, shop, true, null, null, List.of(), since);
  }

  String shop() {
    return shop;
  }

  boolean wholeShop() {
    return wholeShop;
  }

  @Nullable String email() {
    return email;
  }

  @Nullable String phone() {
    return phone;
  }

  List<String> platformOrderIds() {
    return List.of(platformOrderIds);
  }
}
