package io.touchback.orders.order;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.touchback.orders.StoredJson;
import io.touchback.orders.order.OrderUpdate.Tracking;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An order as it is kept: its whole state as JSON, and beside it what it is found by. */
@Entity
@Table(name = "orders")
public class OrderRow extends PanacheEntityBase {
  @Id private UUID id;
  private String shop;
  private String platform;

  @Column(name = "platform_order_id")
  private String platformOrderId;

  @Column(name = "number_key")
  private String numberKey;

  @Column(name = "email_key")
  private @Nullable String emailKey;

  @Column(name = "phone_key")
  private @Nullable String phoneKey;

  @Column(name = "name_key")
  private @Nullable String nameKey;

  @Column(name = "name_grams")
  private String[] nameGrams;

  @Column(name = "tracking_keys")
  private String[] trackingKeys;

  @Column(name = "placed_at")
  private Instant placedAt;

  @Column(name = "await_until")
  private @Nullable Instant awaitUntil;

  private boolean erased;

  @Convert(converter = StateColumn.class)
  @ColumnTransformer(write = "?::jsonb")
  private OrderState state;

  @SuppressWarnings("NullAway.Init")
  protected OrderRow() {}

  @SuppressWarnings("NullAway.Init")
  OrderRow(OrderState state) {
    this.id = state.id();
    this.shop = state.shop();
    this.platform = state.platform();
    this.platformOrderId = state.platformOrderId();
    become(state);
  }

  public OrderState state() {
    return state;
  }

  OrderKey key() {
    return new OrderKey(shop, platform, platformOrderId);
  }

  final void become(OrderState newState) {
    var customer = newState.customer();
    state = newState;
    numberKey = SearchKeys.number(newState.number());
    emailKey = SearchKeys.email(customer.email());
    phoneKey = SearchKeys.phone(customer.phone());
    nameKey = SearchKeys.name(customer.name());
    nameGrams = SearchKeys.grams(nameKey).toArray(String[]::new);
    trackingKeys = trackingKeys(newState);
    placedAt = newState.placedAt();
    awaitUntil = newState.awaitUntil();
    erased = newState.erased();
  }

  private static String[] trackingKeys(OrderState state) {
    return state.shipments().stream()
        .flatMap(shipment -> shipment.facet().tracking().stream())
        .map(Tracking::number)
        .filter(Objects::nonNull)
        .map(TrackingNumber::key)
        .filter(key -> !key.isEmpty())
        .distinct()
        .toArray(String[]::new);
  }

  @Immutable
  static final class StateColumn implements AttributeConverter<OrderState, String> {
    @Override
    public String convertToDatabaseColumn(OrderState state) {
      return StoredJson.write(state);
    }

    @Override
    public OrderState convertToEntityAttribute(String json) {
      return StoredJson.read(json, OrderState.class);
    }
  }
}
