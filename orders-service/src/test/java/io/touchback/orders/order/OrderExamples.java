package io.touchback.orders.order;

import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Hold;
import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.order.OrderUpdate.Order;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.order.OrderUpdate.Scan;
import io.touchback.orders.order.OrderUpdate.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Zoë's order of beads and cord, of which the golden events tell. */
public final class OrderExamples {
  public static final UUID ID = UUID.fromString("3b9f0a62-7f0e-4d6b-9d3a-5f2c7a1e4b10");
  public static final String PLATFORM_ID = "820982911946154508";
  public static final String BEADS = "466157049";
  public static final String CORD = "518995019";
  public static final String FIRST_PARCEL = "255858046";
  public static final String SECOND_PARCEL = "255858047";
  public static final Instant PLACED = Instant.parse("2026-03-02T09:15:00Z");
  public static final Instant PAID = Instant.parse("2026-03-02T09:15:20Z");
  public static final Instant SHIPPED = Instant.parse("2026-03-03T14:02:00Z");
  public static final Instant SHIPPED_LAST = Instant.parse("2026-03-04T10:00:00Z");

  public static final Customer ZOE =
      new Customer("Zoë Müller", "Zoë", "zoe@example.com", "+49 30 5550100", "de");
  public static final Address HOME =
      new Address("Zoë Müller", "Lindenweg 4", null, "10115", "Berlin", null, "DE");
  public static final List<OrderLine> LINES =
      List.of(
          new OrderLine(BEADS, "Glass beads, sea green", "8 mm", "GB-8-SEA", 2, true, eur(1250)),
          new OrderLine(CORD, "Waxed cord – 5 m", null, "WC-5", 1, true, eur(690)));

  /** Knows DPD, and no other carrier. */
  public static final Carriers CARRIERS =
      (name, number, url, country) ->
          "DPD".equalsIgnoreCase(name)
              ? new CarrierLink(
                  "dpd",
                  "DPD",
                  number,
                  number == null ? null : "https://tracking.dpd.de/status/en_US/parcel/" + number)
              : new CarrierLink(null, name, number, url);

  private OrderExamples() {}

  public static OrderLifecycle lifecycle() {
    return new OrderLifecycle(CARRIERS, "DE", Duration.ofMinutes(15));
  }

  public static OrderState unknown(Instant seenAt) {
    return OrderState.unknown(ID, "beads", "shopify", PLATFORM_ID, seenAt);
  }

  public static Money eur(long cents) {
    return new Money(cents, "EUR");
  }

  public static OrderUpdate update() {
    return OrderUpdate.of(PLATFORM_ID);
  }

  public static OrderUpdate placed() {
    return update().with(order(PLACED, null));
  }

  public static OrderUpdate aPaidOrder() {
    return update().with(order(PAID, PAID));
  }

  /** The order as of {@code updatedAt}. */
  public static Order order(Instant updatedAt, @Nullable Instant paidAt) {
    return order(updatedAt, paidAt, LINES);
  }

  public static Order order(Instant updatedAt, @Nullable Instant paidAt, List<OrderLine> lines) {
    return new Order(
        "#1001", PLACED, updatedAt, paidAt, null, null, null, false, false, ZOE, HOME, eur(3680),
        lines);
  }

  /** The same lines, of which none ships. */
  public static List<OrderLine> notShipping(List<OrderLine> lines) {
    return lines.stream()
        .map(
            l ->
                new OrderLine(
                    l.id(), l.name(), l.variant(), l.sku(), l.quantity(), false, l.price()))
        .toList();
  }

  public static Order cancelled(Order order, Instant at, String reason) {
    return new Order(
        order.number(),
        order.placedAt(),
        at,
        order.paidAt(),
        at,
        reason,
        order.completedAt(),
        order.test(),
        order.refundedInFull(),
        order.customer(),
        order.shipTo(),
        order.total(),
        order.lines());
  }

  public static Order completed(Order order, Instant at) {
    return new Order(
        order.number(),
        order.placedAt(),
        at,
        order.paidAt(),
        order.cancelledAt(),
        order.cancelReason(),
        at,
        order.test(),
        order.refundedInFull(),
        order.customer(),
        order.shipTo(),
        order.total(),
        order.lines());
  }

  public static Order refundedInFull(Order order, Instant at) {
    return new Order(
        order.number(),
        order.placedAt(),
        at,
        order.paidAt(),
        order.cancelledAt(),
        order.cancelReason(),
        order.completedAt(),
        order.test(),
        true,
        order.customer(),
        order.shipTo(),
        order.total(),
        order.lines());
  }

  /** The beads, by DPD. */
  public static Fulfilment firstParcel() {
    return firstParcel(SHIPPED, "05228801234567");
  }

  public static Fulfilment firstParcel(Instant updatedAt, @Nullable String number) {
    return parcel(
        FIRST_PARCEL,
        SHIPPED,
        updatedAt,
        number == null ? List.of() : List.of(new Tracking(number, null)),
        List.of(new Item(BEADS, "Glass beads", 2)));
  }

  /** The cord, by DPD, with no number. */
  public static Fulfilment secondParcel() {
    return new Fulfilment(
        SECOND_PARCEL,
        SHIPPED_LAST,
        SHIPPED_LAST,
        false,
        "DPD",
        null,
        List.of(),
        List.of(new Item(CORD, "Cord", 1)),
        false,
        true,
        "A lucky bead is in the box.",
        HOME,
        null,
        null,
        null);
  }

  public static Fulfilment parcel(
      String id, Instant createdAt, Instant updatedAt, List<Tracking> tracking, List<Item> items) {
    return new Fulfilment(
        id,
        createdAt,
        updatedAt,
        false,
        "DPD",
        "DPD Classic",
        tracking,
        items,
        false,
        true,
        null,
        HOME,
        LocalDate.parse("2026-03-06"),
        null,
        null);
  }

  public static Fulfilment cancelled(Fulfilment parcel, Instant at) {
    return new Fulfilment(
        parcel.id(),
        parcel.createdAt(),
        at,
        true,
        null,
        null,
        List.of(),
        List.of(),
        false,
        true,
        null,
        null,
        null,
        null,
        null);
  }

  public static Fulfilment at(Fulfilment parcel, ParcelStatus status, Instant updatedAt) {
    return new Fulfilment(
        parcel.id(),
        parcel.createdAt(),
        updatedAt,
        parcel.cancelled(),
        parcel.carrierName(),
        parcel.service(),
        parcel.tracking(),
        parcel.items(),
        parcel.digital(),
        parcel.notifyCustomer(),
        parcel.personalNote(),
        parcel.destination(),
        parcel.estimatedDelivery(),
        status,
        status.word());
  }

  public static OrderUpdate shipped() {
    return update().withFulfilments(List.of(firstParcel()));
  }

  public static Scan scan(String id, ParcelStatus status, String at) {
    return scan(id, FIRST_PARCEL, status, Instant.parse(at), false);
  }

  public static Scan scan(
      String id, String parcel, ParcelStatus status, Instant at, boolean deleted) {
    return new Scan(id, parcel, null, status, status.word(), null, null, null, at, null, deleted);
  }

  public static OrderUpdate scanned(Scan... scans) {
    return update().withScans(List.of(scans));
  }

  public static OrderUpdate refunded(String id, long cents, String at) {
    return update()
        .withRefunds(
            List.of(
                new Refund(
                    id,
                    eur(cents),
                    null,
                    Instant.parse(at),
                    List.of(new Item(BEADS, "Glass beads", 1)))));
  }

  public static OrderUpdate held(@Nullable String newDate, String at, boolean released) {
    return update()
        .with(
            new Hold(
                released ? null : "The sea green beads arrive a week late.",
                newDate == null ? null : LocalDate.parse(newDate),
                Instant.parse(at),
                released));
  }

  public static OrderUpdate milestone(Milestone.Kind kind, String at) {
    return update().withMilestones(List.of(new Milestone(kind, Instant.parse(at), null)));
  }
}
