package io.touchback.orders.tracking;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import io.touchback.orders.order.Customer;
import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.shop.ShopProfile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An order as far as its customer's page needs it.
 *
 * @param town where it goes; never more of the address
 * @param hold the shop cannot ship yet
 * @param refunded all its money was given back
 * @param restLeft what is in no parcel has left, too: nobody said in which
 */
record TrackedOrder(
    ShopProfile shop,
    String number,
    Instant placedAt,
    @Nullable Customer customer,
    @Nullable String town,
    List<OrderLine> lines,
    @Nullable Hold hold,
    boolean cancelled,
    boolean refunded,
    List<Refund> refunds,
    List<Parcel> parcels,
    boolean restLeft) {

  TrackedOrder(
      ShopProfile shop,
      String number,
      Instant placedAt,
      @Nullable Customer customer,
      @Nullable String town,
      List<OrderLine> lines,
      @Nullable Hold hold,
      boolean cancelled,
      boolean refunded,
      List<Refund> refunds,
      List<Parcel> parcels) {
    this(
        shop, number, placedAt, customer, town, lines, hold, cancelled, refunded, refunds, parcels,
        false);
  }

  /** Why an order waits, and until when. */
  record Hold(@Nullable String reason, @Nullable LocalDate newDate) {}

  /** Money given back. */
  record Refund(@Nullable Money amount, Instant at) {}

  /**
   * One parcel, in the order in which they left.
   *
   * @param says the carrier's own word, where we have none for it
   */
  record Parcel(
      ParcelStatus status,
      @Nullable String says,
      @Nullable String carrier,
      @Nullable String service,
      List<Tracking> tracking,
      List<Item> items,
      Instant shippedAt,
      @Nullable LocalDate expected,
      @Nullable Instant deliveredAt,
      @Nullable String town,
      @Nullable Scan lastScan) {

    boolean coming() {
      return status != ParcelStatus.CANCELLED;
    }
  }

  /** A number and the link that is known to be right for it. */
  record Tracking(@Nullable String number, @Nullable String url) {}

  /** Units of an order line in a parcel. */
  record Item(String lineId, String name, @Nullable String variant, int quantity) {}

  /** Where and when a parcel was last seen. */
  record Scan(Instant at, @Nullable String city, @Nullable String country) {}

  List<Parcel> coming() {
    return parcels.stream().filter(Parcel::coming).toList();
  }

  /** Whether what has not left will not leave any more. */
  boolean over() {
    return cancelled || refunded;
  }

  /** What will leave yet. */
  List<Item> stillToCome() {
    return over() ? List.of() : notShipped();
  }

  /** Each line that ships less what is in parcels that were not called back. */
  List<Item> notShipped() {
    return restLeft ? List.of() : notInParcels(OrderLine::ships);
  }

  /** All that was bought. */
  List<Item> everything() {
    return lines.stream()
        .filter(line -> line.quantity() > 0)
        .map(line -> item(line, line.quantity()))
        .toList();
  }

  /** What never travels: gift cards, downloads; if one was sent all the same, it is in a parcel. */
  List<Item> withoutParcel() {
    return notInParcels(line -> !line.ships());
  }

  private List<Item> notInParcels(Predicate<OrderLine> which) {
    Map<String, Integer> shipped =
        coming().stream()
            .flatMap(parcel -> parcel.items().stream())
            .collect(groupingBy(Item::lineId, summingInt(Item::quantity)));
    return lines.stream()
        .filter(which)
        .map(line -> item(line, line.quantity() - shipped.getOrDefault(line.id(), 0)))
        .filter(item -> item.quantity() > 0)
        .toList();
  }

  private static Item item(OrderLine line, int quantity) {
    return new Item(line.id(), line.name(), line.variant(), quantity);
  }
}
