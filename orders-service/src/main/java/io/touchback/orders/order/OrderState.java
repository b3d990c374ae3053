package io.touchback.orders.order;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import io.touchback.orders.order.OrderUpdate.Hold;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.order.OrderUpdate.Recipient;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.order.OrderUpdate.Scan;
import io.touchback.orders.order.Told.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an order: what the platform said, facet by facet, and what we told.
 *
 * @param seenAt when we first heard of it
 * @param order the newest that the platform said of the order itself; null = not heard of yet
 * @param paidAt the earliest time that anybody said it was paid
 * @param calledOff cancelled for good, by our staff or told without the order
 * @param presence the latest of deleted, restored and withdrawn
 * @param looseScans scans of parcels that nobody has named yet
 * @param hold the latest said
 * @param awaitUntil something that must come is waited for, till then
 * @param orderless waited long enough: what is known is told without the order
 * @param erased the customer's data had to go, and stays away
 * @param told our story so far
 */
public record OrderState(
    UUID id,
    String shop,
    String platform,
    String platformOrderId,
    Instant seenAt,
    OrderUpdate.@Nullable Order order,
    @Nullable Instant paidAt,
    @Nullable Milestone calledOff,
    @Nullable Milestone presence,
    List<Shipment> shipments,
    List<Scan> looseScans,
    List<Refund> refunds,
    @Nullable Hold hold,
    @Nullable Instant awaitUntil,
    boolean orderless,
    boolean erased,
    List<Told> told) {

  private static final Duration IMPORTED_AFTER = Duration.ofHours(48);
  private static final Customer NOBODY = new Customer(null, null, null, null, null);

  /** An order of which nothing is known but its id. */
  public static OrderState unknown(
      UUID id, String shop, String platform, String platformOrderId, Instant seenAt) {
    return new OrderState(
        id,
        shop,
        platform,
        platformOrderId,
        seenAt,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        false,
        false,
        List.of());
  }

  /** What the customer sees; the platform's id as long as we have not seen it. */
  public String number() {
    if (order != null) {
      return order.number();
    }
    return recipients()
        .map(Recipient::orderNumber)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(platformOrderId);
  }

  public Customer customer() {
    return order != null
        ? order.customer()
        : recipients().map(Recipient::customer).findFirst().orElse(NOBODY);
  }

  private Stream<Recipient> recipients() {
    return shipments.stream()
        .map(shipment -> shipment.facet().recipient())
        .filter(Objects::nonNull);
  }

  public List<OrderLine> lines() {
    return order == null ? List.of() : order.lines();
  }

  public boolean test() {
    return order != null && order.test();
  }

  /** When it was placed, or the earliest that we know of it. */
  public Instant placedAt() {
    return order != null
        ? order.placedAt()
        : Stream.concat(
                shipments.stream().map(shipment -> shipment.facet().createdAt()), Stream.of(seenAt))
            .min(Instant::compareTo)
            .orElse(seenAt);
  }

  public boolean imported() {
    return seenAt.isAfter(placedAt().plus(IMPORTED_AFTER));
  }

  public OrderStatus status() {
    if (over()) {
      return OrderStatus.CANCELLED;
    }
    return held() ? OrderStatus.HELD : OrderStatus.OPEN;
  }

  /** Held up, while there is something to ship or to collect. */
  public boolean held() {
    return hold != null
        && !hold.released()
        && (order == null || unitsToShip() > 0 || collected() && order.completedAt() == null);
  }

  /** The shop is to ship it before it is paid. */
  public boolean shipsUnpaid() {
    return order != null && Boolean.TRUE.equals(order.shipsUnpaid()) && paidAt() == null;
  }

  /** Its customer fetches it: nothing of it ships, though it is no digital one. */
  public boolean collected() {
    return order != null && Boolean.TRUE.equals(order.collected()) && !refundedInFull();
  }

  /**
   * Nothing more will leave: cancelled, or deleted before all of it had left, or given up before
   * any.
   */
  public boolean over() {
    return cancelled()
        || deleted()
            && (unitsNotShipped() > 0
                || withdrawn() && shipments.stream().noneMatch(Shipment::live));
  }

  private boolean withdrawn() {
    return presence != null && presence.kind() == Milestone.Kind.WITHDRAWN;
  }

  boolean cancelled() {
    return calledOff != null || order != null && order.cancelledAt() != null;
  }

  /** All but those in whose place another is. */
  public List<Shipment> parcels() {
    var replaced = Replaced.of(this);
    return shipments.stream().filter(parcel -> !replaced.containsKey(parcel)).toList();
  }

  /** Units that ship, have not shipped and are not cancelled. */
  public int unitsToShip() {
    return over() || refundedInFull() ? 0 : unitsNotShipped();
  }

  public boolean refundedInFull() {
    return order != null && order.refundedInFull() || makeUpTheTotal(refunds);
  }

  boolean makeUpTheTotal(List<Refund> some) {
    var total = order == null ? null : order.total();
    if (total == null || some.isEmpty()) {
      return false;
    }
    long sum =
        some.stream()
            .map(Refund::amount)
            .filter(amount -> amount != null && amount.currency().equals(total.currency()))
            .mapToLong(amount -> Math.abs(amount.amount()))
            .sum();
    return sum >= total.amount();
  }

  int unitsNotShipped() {
    var notShipped = notShipped();
    return lines().stream().filter(OrderLine::ships).mapToInt(notShipped).sum();
  }

  /** All has left, and of a parcel nobody says what is in it: that has the rest. */
  public boolean restLeft() {
    return order != null
        && order.completedAt() != null
        && shipments.stream()
            .anyMatch(shipment -> shipment.live() && shipment.facet().items().isEmpty());
  }

  /** The units of a line that are in no parcel. */
  ToIntFunction<OrderLine> notShipped() {
    if (restLeft()) {
      return line -> 0;
    }
    Map<String, Integer> shipped =
        shipments.stream()
            .filter(shipment -> shipment.live() && !shipment.facet().holdsWhoKnowsWhat())
            .flatMap(shipment -> shipment.items().stream())
            .collect(groupingBy(ShippedItem::lineId, summingInt(ShippedItem::quantity)));
    return line -> Math.max(0, line.quantity() - shipped.getOrDefault(line.id(), 0));
  }

  /** As long as the order itself does not change later: then it is there again. */
  boolean deleted() {
    if (presence == null || order != null && order.updatedAt().isAfter(presence.at())) {
      return false;
    }
    return presence.kind() == Milestone.Kind.DELETED
        || presence.kind() == Milestone.Kind.WITHDRAWN && order != null;
  }

  /** Something must still come before all can be told. */
  boolean waiting() {
    return order == null && !orderless || !looseScans.isEmpty() || waitingForRefund();
  }

  /** The platform says that all was given back, but not yet how. */
  boolean waitingForRefund() {
    return order != null && order.refundedInFull() && refunds.isEmpty() && !wasFree();
  }

  private boolean wasFree() {
    return order != null && order.total() != null && order.total().amount() == 0;
  }

  boolean told(What what) {
    return lastTold(what) >= 0;
  }

  boolean told(What what, String of) {
    return told.stream().anyMatch(entry -> entry.what() == what && of.equals(entry.of()));
  }

  int lastTold(What what) {
    for (int i = told.size() - 1; i >= 0; i--) {
      if (told.get(i).what() == what) {
        return i;
      }
    }
    return -1;
  }

  OrderState telling(Told entry) {
    var longer = new ArrayList<>(told);
    longer.add(entry);
    return new OrderState(
        id,
        shop,
        platform,
        platformOrderId,
        seenAt,
        order,
        paidAt,
        calledOff,
        presence,
        shipments,
        looseScans,
        refunds,
        hold,
        awaitUntil,
        orderless,
        erased,
        List.copyOf(longer));
  }

  OrderState with(Shipment shipment) {
    var others = new ArrayList<>(shipments);
    others.removeIf(other -> other.id().equals(shipment.id()));
    others.add(shipment);
    others.sort(Shipment.IN_TIME);
    return with(List.copyOf(others), looseScans);
  }

  OrderState with(List<Shipment> newShipments, List<Scan> newLooseScans) {
    return new OrderState(
        id,
        shop,
        platform,
        platformOrderId,
        seenAt,
        order,
        paidAt,
        calledOff,
        presence,
        newShipments,
        newLooseScans,
        refunds,
        hold,
        awaitUntil,
        orderless,
        erased,
        told);
  }

  OrderState awaiting(@Nullable Instant until) {
    return new OrderState(
        id,
        shop,
        platform,
        platformOrderId,
        seenAt,
        order,
        paidAt,
        calledOff,
        presence,
        shipments,
        looseScans,
        refunds,
        hold,
        until,
        orderless,
        erased,
        told);
  }

  OrderState withoutWaiting() {
    return new OrderState(
        id,
        shop,
        platform,
        platformOrderId,
        seenAt,
        order,
        paidAt,
        calledOff,
        presence,
        shipments,
        looseScans,
        refunds,
        hold,
        null,
        orderless || order == null,
        erased,
        told);
  }
}
