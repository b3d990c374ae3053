package io.touchback.orders.webhook.woocommerce;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.order.OrderUpdate.Tracking;
import io.touchback.orders.order.ParcelStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A parcel that a plugin, or WooCommerce's own fulfilments, told of.
 *
 * @param shippedBy the end of the day on which it was shipped, or the time, where that is told
 * @param status null = not told
 */
record WooParcel(
    String id,
    @Nullable String number,
    @Nullable String url,
    @Nullable String carrier,
    @Nullable String service,
    @Nullable Instant shippedBy,
    WooContents contents,
    @Nullable ParcelStatus status) {

  WooParcel(
      String id,
      @Nullable String number,
      @Nullable String url,
      @Nullable String carrier,
      @Nullable String service,
      @Nullable Instant shippedBy,
      WooContents contents) {
    this(id, number, url, carrier, service, shippedBy, contents, null);
  }

  /**
   * Plugins tell a day, not a time: it left by the end of that day, by when the order was completed
   * and by when we were told, whichever came first, but not before it was ordered.
   *
   * @param unsure a parcel of which nothing is told need not hold the rest
   */
  Fulfilment fulfilment(
      Instant placedAt, @Nullable Instant completedAt, Instant updatedAt, boolean unsure) {
    Instant left =
        Stream.of(shippedBy, completedAt, updatedAt)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(updatedAt);
    Fulfilment facet =
        new Fulfilment(
            id,
            left.isBefore(placedAt) ? placedAt : left,
            updatedAt,
            false,
            carrier,
            service,
            number == null && url == null ? List.of() : List.of(new Tracking(number, url)),
            contents.items(),
            false,
            true,
            null,
            null,
            null,
            status,
            status == null ? null : status.word());
    return isContentless() && (unsure || contents.told()) ? facet.ofUnknownContents() : facet;
  }

  /** The same parcel, with what another line put into it. */
  WooParcel with(WooParcel other) {
    return new WooParcel(
        id, number, url, carrier, service, shippedBy, contents.with(other.contents), status);
  }

  boolean isContentless() {
    return contents.items().isEmpty();
  }

  /** Whether it is told of all that was ordered in which parcel it is. */
  static boolean coverAll(List<WooParcel> parcels, List<OrderLine> lines) {
    Map<String, Integer> packed = packed(parcels);
    return parcels.stream().noneMatch(WooParcel::isContentless)
        && lines.stream().allMatch(l -> packed.getOrDefault(l.id(), 0) >= l.quantity());
  }

  /** Units of each line that are in a parcel. */
  static Map<String, Integer> packed(List<WooParcel> parcels) {
    return parcels.stream()
        .flatMap(parcel -> parcel.contents().items().stream())
        .collect(groupingBy(Item::lineId, summingInt(Item::quantity)));
  }
}
