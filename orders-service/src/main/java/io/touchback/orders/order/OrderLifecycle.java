package io.touchback.orders.order;

import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.order.OrderUpdate.Scan;
import io.touchback.orders.order.OrderUpdate.Tracking;
import io.touchback.orders.order.Told.What;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an order, as a pure function of what was known and what was said. State never
 * goes backwards: an older word changes nothing, and each transition is told once.
 */
public final class OrderLifecycle {
  private final Parcels parcels;
  private final Duration wait;

  /**
   * @param origin the country that the shop ships from, null if not known
   * @param wait how long a parcel waits for its order, and a scan for its parcel
   */
  public OrderLifecycle(Carriers carriers, @Nullable String origin, Duration wait) {
    this.parcels = new Parcels(carriers, origin);
    this.wait = wait;
  }

  /** The platform, or our staff, said something. */
  public Outcome apply(OrderState before, OrderUpdate update, Instant receivedAt) {
    var said = Believed.of(update, receivedAt);
    var merged =
        before.erased()
            ? OrderMerge.merge(Erasing.erase(before), Erasing.withErasedIds(before.id(), said))
            : OrderMerge.merge(before, said);
    return withChange(before, told(merged, receivedAt));
  }

  /**
   * Each event tells how much is still to be shipped, and whether that waits for the money; without
   * one nobody would know.
   */
  private static Outcome withChange(OrderState before, Outcome outcome) {
    var order = outcome.state().order();
    if (order == null
        || !outcome.happened().isEmpty()
        || !before.told(What.PLACED)
        || outcome.state().waitingForRefund()
        || before.unitsToShip() == outcome.state().unitsToShip()
            && before.shipsUnpaid() == outcome.state().shipsUnpaid()) {
      return outcome;
    }
    return new Outcome(outcome.state(), List.of(new Happened.Changed(order.updatedAt())));
  }

  /**
   * What was waited for did not come: what is known has to do. Of an erased order nobody knows any
   * more which parcel has the number that was scanned.
   */
  public Outcome waitedEnough(OrderState before, Instant now) {
    var parcels =
        before.looseScans().stream()
            .filter(scan -> !before.erased())
            .filter(scan -> provesThatItLeft(scan, before))
            .filter(scan -> !replaced(scan, before))
            .map(OrderLifecycle::parcelOf)
            .toList();
    var update =
        OrderUpdate.of(before.platformOrderId())
            .withFulfilments(parcels)
            .withRefunds(before.waitingForRefund() ? rest(before) : List.of());
    var state = OrderMerge.merge(before.withoutWaiting(), update);
    return told(state.with(state.shipments(), List.of()), now);
  }

  /** The customer's data has to go, now and in all that may still come. */
  public Outcome erase(OrderState before, Instant now) {
    var erased = Erasing.erase(before).telling(new Told(What.ERASED, null, null, now, now));
    return new Outcome(erased, List.of(new Happened.Erased(now)));
  }

  private Outcome told(OrderState merged, Instant now) {
    var state = merged.erased() ? Erasing.erase(merged) : merged;
    var outcome = OrderTelling.tell(state, parcels, now);
    return new Outcome(waiting(outcome.state(), now), outcome.happened());
  }

  private OrderState waiting(OrderState state, Instant now) {
    if (!state.waiting()) {
      return state.awaiting(null);
    }
    return state.awaitUntil() == null ? state.awaiting(now.plus(wait)) : state;
  }

  /** Not a label that was printed, nor what was taken back. */
  private static boolean provesThatItLeft(Scan scan, OrderState state) {
    return switch (scan.status()) {
      case UNKNOWN, LABEL, CANCELLED, EXPIRED -> false;
      default ->
          state.looseScans().stream()
              .noneMatch(other -> other.deleted() && other.id().equals(scan.id()));
    };
  }

  /** What a carrier says of a number that a parcel no longer has is nobody's news. */
  private static boolean replaced(Scan scan, OrderState state) {
    var number = scan.trackingNumber();
    return scan.fulfilmentId() == null
        && number != null
        && state.shipments().stream().anyMatch(parcel -> parcel.everCarried(number));
  }

  private static Fulfilment parcelOf(Scan scan) {
    var number = scan.trackingNumber();
    return Parcels.unnamed(
        scan.fulfilmentId() != null ? scan.fulfilmentId() : OrderMerge.SCANNED + number,
        scan.at(),
        number == null ? List.of() : List.of(new Tracking(number, null)));
  }

  private static List<Refund> rest(OrderState state) {
    var order = state.order();
    return order == null
        ? List.of()
        : List.of(
            new Refund(OrderMerge.FULL_REFUND, order.total(), null, order.updatedAt(), List.of()));
  }
}
