package io.touchback.orders.webhook.woocommerce;

import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderUpdate.Refund;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was refunded instead of being packed. Within an order WooCommerce shows of a refund only the
 * money: if that is enough for all that is in no parcel of a completed order, nobody packed it.
 */
final class WooUnpacked {
  private WooUnpacked() {}

  /** The lines less that; all of them if there is no telling. */
  static List<OrderLine> without(
      List<OrderLine> lines, List<WooParcel> parcels, List<Refund> refunds) {
    if (parcels.isEmpty()
        || parcels.stream().anyMatch(WooParcel::isContentless)
        || WooParcel.coverAll(parcels, lines)) {
      return lines;
    }
    Map<String, Integer> packed = WooParcel.packed(parcels);
    List<OrderLine> rest = lines.stream().map(line -> of(line, unpacked(line, packed))).toList();
    return isRefunded(rest, refunds)
        ? lines.stream().map(line -> of(line, line.quantity() - unpacked(line, packed))).toList()
        : lines;
  }

  private static int unpacked(OrderLine line, Map<String, Integer> packed) {
    return Math.max(0, line.quantity() - packed.getOrDefault(line.id(), 0));
  }

  /** Prices of units are rounded: each may be a cent off. What costs nothing is not refunded. */
  private static boolean isRefunded(List<OrderLine> rest, List<Refund> refunds) {
    long worth = 0;
    for (OrderLine line : rest) {
      Money price = line.price();
      if (line.quantity() > 0 && (price == null || price.amount() == 0)) {
        return false;
      }
      worth += price == null ? 0 : line.quantity() * (price.amount() - 1);
    }
    return refunded(refunds) >= worth;
  }

  private static long refunded(List<Refund> refunds) {
    return refunds.stream()
        .map(Refund::amount)
        .filter(Objects::nonNull)
        .mapToLong(Money::amount)
        .sum();
  }

  private static OrderLine of(OrderLine line, int quantity) {
    return new OrderLine(
        line.id(), line.name(), line.variant(), line.sku(), quantity, line.ships(), line.price());
  }
}
