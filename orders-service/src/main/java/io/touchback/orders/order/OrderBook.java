package io.touchback.orders.order;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** Orders that are locked and being changed; nothing is written before {@link #save}. */
public final class OrderBook {
  private final EntityManager entities;
  private final Map<OrderKey, OrderRow> rows;
  private final Map<OrderKey, OrderState> changed = new TreeMap<>();

  OrderBook(EntityManager entities, Map<OrderKey, OrderRow> rows) {
    this.entities = entities;
    this.rows = rows;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Those that were known when they were locked. */
  public Set<OrderKey> keys() {
    return new TreeSet<>(rows.keySet());
  }

  /** The order as it now stands here; one that is not known begins its life. */
  public OrderState state(OrderKey key, Instant now) {
    var state = changed.get(key);
    if (state != null) {
      return state;
    }
    var row = rows.get(key);
    return row != null
        ? row.state()
        : OrderState.unknown(
            UuidVersion7Strategy.INSTANCE.generateUuid(null),
            key.shop(),
            key.platform(),
            key.platformOrderId(),
            now);
  }

  public void put(OrderState state) {
    changed.put(new OrderKey(state.shop(), state.platform(), state.platformOrderId()), state);
  }

  /** Writes what changed, in the sequence of the locks; needed before events are appended. */
  public void save() {
    changed.forEach(this::save);
    entities.flush();
  }

  private void save(OrderKey key, OrderState state) {
    var row = rows.get(key);
    if (row == null) {
      entities.persist(new OrderRow(state));
    } else if (!row.state().equals(state)) {
      row.become(state);
    }
  }
}
