package io.touchback.orders.shop;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.touchback.orders.StoredJson;
import io.touchback.orders.event.ShopChanged;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One merchant. */
@Entity
@Table(name = "shop")
public class Shop extends PanacheEntityBase {
  @Id private String name;

  @Convert(converter = ProfileColumn.class)
  @ColumnTransformer(write = "?::jsonb")
  private ShopProfile profile;

  private boolean active;

  @Column(name = "changed_at")
  private Instant changedAt;

  @SuppressWarnings("NullAway.Init")
  protected Shop() {}

  Shop(String name, ShopProfile profile, Instant now) {
    this.name = name;
    this.profile = profile;
    this.active = true;
    this.changedAt = now;
  }

  static @Nullable Shop locked(String name) {
    return findById(name, LockModeType.PESSIMISTIC_WRITE);
  }

  /** A shop that somebody sets up again is back. */
  void change(ShopProfile newProfile, Instant now) {
    profile = newProfile;
    active = true;
    changedAt = now;
  }

  void leave(Instant now) {
    active = false;
    changedAt = now;
  }

  public String name() {
    return name;
  }

  public ShopProfile profile() {
    return profile;
  }

  public boolean active() {
    return active;
  }

  public ShopChanged changed() {
    return profile.changed(name, active);
  }

  @Immutable
  static final class ProfileColumn implements AttributeConverter<ShopProfile, String> {
    @Override
    public String convertToDatabaseColumn(ShopProfile profile) {
      return StoredJson.write(profile);
    }

    @Override
    public ShopProfile convertToEntityAttribute(String json) {
      return StoredJson.read(json, ShopProfile.class);
    }
  }
}
