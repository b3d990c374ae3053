package io.touchback.orders.order;

import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Hold;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.order.OrderUpdate.Milestone.Kind;
import io.touchback.orders.order.OrderUpdate.Order;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.order.OrderUpdate.Scan;
import io.touchback.orders.order.OrderUpdate.Tracking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes an update's facets into an order's state. Of each facet the newest holds, on a tie the
 * further one: so every order of arrival, and every repetition, ends in the same state (W3).
 */
final class OrderMerge {
  /** Stands for the parcel of an order that is complete though nobody named a parcel. */
  static final String COMPLETED = "completed";

  /** Begins the name of a parcel that nobody named, but a carrier scanned. */
  static final String SCANNED = "parcel ";

  /** Stands for the money of an order that was given back though nobody named a refund. */
  static final String FULL_REFUND = "full";

  /**
   * A platform that lists its refunds changes the order's time when it makes one, but not when it
   * takes one back (WooCommerce): of two lists of one time the shorter is the later.
   */
  private static final Comparator<Order> NEWEST_ORDER =
      Comparator.comparing(Order::updatedAt)
          .thenComparing(order -> order.cancelledAt() != null)
          .thenComparing(Order::refundedInFull)
          .thenComparing(order -> order.completedAt() != null)
          .thenComparing(order -> order.paidAt() != null)
          .thenComparing(OrderMerge::refundsListed, Comparator.reverseOrder())
          .thenComparing(Order::toString);

  private static final Comparator<Hold> NEWEST_HOLD =
      Comparator.comparing(Hold::at).thenComparing(Hold::released).thenComparing(Hold::toString);
  private static final Comparator<Milestone> LATEST =
      Comparator.comparing(Milestone::at)
          .thenComparing(Milestone::kind)
          .thenComparing(Milestone::toString);
  private static final Comparator<Refund> IN_TIME =
      Comparator.comparing(Refund::at).thenComparing(Refund::id);

  private OrderMerge() {}

  static OrderState merge(OrderState state, OrderUpdate update) {
    var order = newest(NEWEST_ORDER, state.order(), update.order());
    var merged =
        new OrderState(
            state.id(),
            state.shop(),
            state.platform(),
            state.platformOrderId(),
            state.seenAt(),
            order,
            earliest(paidTimes(state, update)),
            newest(LATEST.reversed(), state.calledOff(), latest(update, Kind.CANCELLED)),
            newest(
                LATEST,
                state.presence(),
                latest(update, Kind.DELETED, Kind.RESTORED, Kind.WITHDRAWN)),
            state.shipments(),
            state.looseScans(),
            refunds(state.refunds(), update.refunds(), order),
            newest(NEWEST_HOLD, state.hold(), update.hold()),
            state.awaitUntil(),
            state.orderless(),
            state.erased(),
            state.told());
    merged = fulfilments(merged, update.fulfilments());
    return scans(merged, update.scans());
  }

  static OrderState fulfilments(OrderState state, List<Fulfilment> facets) {
    for (var facet : facets) {
      state = state.with(merged(state, facet));
    }
    return state;
  }

  private static Shipment merged(OrderState state, Fulfilment facet) {
    return shipment(state, facet.id())
        .map(known -> known.merge(facet))
        .or(() -> inPlaceOfCompleted(state, facet))
        .or(() -> inPlaceOfScanned(state, facet))
        .orElseGet(() -> Shipment.of(state.id(), facet));
  }

  private static Optional<Shipment> inPlaceOfCompleted(OrderState state, Fulfilment facet) {
    return facet.cancelled() || facet.digital() || facet.id().equals(COMPLETED)
        ? Optional.empty()
        : shipment(state, COMPLETED).map(known -> known.renamed(facet).merge(facet));
  }

  private static Optional<Shipment> inPlaceOfScanned(OrderState state, Fulfilment facet) {
    return state.shipments().stream()
        .filter(
            known ->
                facet.tracking().stream()
                    .map(Tracking::number)
                    .anyMatch(number -> number != null && isScanned(state, known, number)))
        .findFirst()
        .map(known -> known.renamed(facet).merge(facet));
  }

  private static boolean isScanned(OrderState state, Shipment known, String number) {
    var id = known.facet().id();
    if (!Parcels.isUnnamed(known.facet())) {
      return false;
    }
    return state.erased()
        ? id.equals(Erasing.idOfNumbered(state.id(), number))
        : id.startsWith(SCANNED) && known.carries(number);
  }

  /** Each scan to its parcels, as far as they are known. */
  private static OrderState scans(OrderState state, List<Scan> news) {
    var loose = new ArrayList<Scan>();
    var shipments = new ArrayList<>(state.shipments());
    for (var scan : Stream.concat(state.looseScans().stream(), news.stream()).toList()) {
      var parcels = parcelsOf(shipments, scan);
      if (parcels.isEmpty() && !loose.contains(scan)) {
        loose.add(scan);
      }
      shipments.replaceAll(
          parcel -> parcels.contains(parcel) ? parcel.merge(ParcelScan.of(scan)) : parcel);
    }
    shipments.replaceAll(parcel -> withScansOfItsNumbers(parcel, state.shipments()));
    loose.sort(Comparator.comparing(Scan::at).thenComparing(Scan::toString));
    return state.with(List.copyOf(shipments), List.copyOf(loose));
  }

  /** Those that were called back only if no other has its number: a label may be used again. */
  private static List<Shipment> parcelsOf(List<Shipment> shipments, Scan scan) {
    var meant =
        shipments.stream()
            .filter(parcel -> isOf(parcel, scan) || shipments.size() == 1 && isAnonymous(scan))
            .toList();
    var underWay = meant.stream().filter(parcel -> parcel.cancelledAt() == null).toList();
    return underWay.isEmpty() ? meant : underWay;
  }

  private static boolean isOf(Shipment shipment, Scan scan) {
    var number = scan.trackingNumber();
    return scan.fulfilmentId() != null
        ? shipment.facet().id().equals(scan.fulfilmentId())
        : number != null && shipment.carries(number);
  }

  /** Of parcels under one label what was scanned of one is true of all. */
  private static Shipment withScansOfItsNumbers(Shipment parcel, List<Shipment> all) {
    var hearing = parcel;
    for (var other : all.size() > 1 && parcel.cancelledAt() == null ? all : List.<Shipment>of()) {
      for (var scan : Stream.concat(other.scans().stream(), other.fresh().stream()).toList()) {
        if (scan.number() != null && hearing.carries(scan.number())) {
          hearing = hearing.merge(scan);
        }
      }
    }
    return hearing;
  }

  private static boolean isAnonymous(Scan scan) {
    return scan.fulfilmentId() == null && scan.trackingNumber() == null;
  }

  private static Optional<Shipment> shipment(OrderState state, String platformId) {
    return state.shipments().stream()
        .filter(shipment -> shipment.facet().id().equals(platformId))
        .findFirst();
  }

  /** Also if that parcel has got a name since. */
  static boolean completedBefore(OrderState state) {
    var id = Shipment.idOf(state.id(), COMPLETED);
    return state.shipments().stream().anyMatch(shipment -> shipment.id().equals(id));
  }

  private static int refundsListed(Order order) {
    return order.refundIds() == null ? 0 : order.refundIds().size();
  }

  private static List<Refund> refunds(
      List<Refund> known, List<Refund> news, @Nullable Order order) {
    var refunds = new ArrayList<>(known);
    for (var refund : news) {
      var same = refunds.stream().filter(other -> other.id().equals(refund.id())).findFirst();
      if (same.isEmpty()) {
        refunds.add(refund);
      } else {
        refunds.set(refunds.indexOf(same.get()), merged(same.get(), refund));
      }
    }
    refunds.removeIf(refund -> isTakenBack(refund, order));
    refunds.sort(IN_TIME);
    return List.copyOf(refunds);
  }

  /** A platform that does not say when it gave money back names a later time with each update. */
  private static Refund merged(Refund known, Refund said) {
    var first = said.at().isBefore(known.at()) ? said.at() : known.at();
    return Stream.of(known.dated(first), said.dated(first))
        .max(Comparator.comparing(Refund::toString))
        .orElseThrow();
  }

  private static boolean isTakenBack(Refund refund, @Nullable Order order) {
    if (order == null || order.refundIds() == null || order.refundIds().contains(refund.id())) {
      return false;
    }
    return !refund.id().equals(FULL_REFUND) || !order.refundedInFull();
  }

  private static Stream<@Nullable Instant> paidTimes(OrderState state, OrderUpdate update) {
    return Stream.concat(
        Stream.of(state.paidAt(), update.order() == null ? null : update.order().paidAt()),
        update.milestones().stream()
            .filter(milestone -> milestone.kind() == Kind.PAID)
            .map(Milestone::at));
  }

  private static @Nullable Milestone latest(OrderUpdate update, Kind... kinds) {
    return update.milestones().stream()
        .filter(milestone -> List.of(kinds).contains(milestone.kind()))
        .max(LATEST)
        .orElse(null);
  }

  private static @Nullable Instant earliest(Stream<@Nullable Instant> times) {
    return times.filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
  }

  private static <T> @Nullable T newest(Comparator<T> order, @Nullable T held, @Nullable T said) {
    return held == null || said != null && order.compare(said, held) > 0 ? said : held;
  }
}
