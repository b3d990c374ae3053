package io.touchback.orders.order;

import io.touchback.messaging.UuidV7;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Orders that are locked and being changed; nothing is written before {@link #save}. */
public final class OrderBook {
  private final OrderTable table;
  private final Map<OrderKey, OrderState> known = new TreeMap<>();
  private final Map<OrderKey, OrderState> changed = new TreeMap<>();

  OrderBook(OrderTable table, List<OrderState> known) {
    this.table = table;
    known.forEach(state -> this.known.put(OrderKey.of(state), state));
  }

  public boolean isEmpty() {
    return known.isEmpty();
  }

  /** Those that were known when they were locked. */
  public Set<OrderKey> keys() {
    return new TreeSet<>(known.keySet());
  }

  /** The order as it now stands here; one that is not known begins its life. */
  public OrderState state(OrderKey key, Instant now) {
    var state = changed.containsKey(key) ? changed.get(key) : known.get(key);
    return state != null
        ? state
        : OrderState.unknown(
            UuidV7.at(now), key.shop(), key.platform(), key.platformOrderId(), now);
  }

  public void put(OrderState state) {
    changed.put(OrderKey.of(state), state);
  }

  /**
   * Writes what changed, in the sequence of the locks, with the transaction's next statement;
   * needed before events are appended.
   */
  public void save() {
    var news =
        changed.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(known.get(entry.getKey())))
            .map(Map.Entry::getValue)
            .toList();
    if (!news.isEmpty()) {
      table.put(news);
    }
  }
}
