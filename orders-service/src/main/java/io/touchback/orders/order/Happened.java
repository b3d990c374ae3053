package io.touchback.orders.order;

import io.touchback.orders.order.OrderUpdate.Hold;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.order.OrderUpdate.Tracking;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened to an order, to be told once. */
public sealed interface Happened {
  /** When, as its origin says. */
  Instant at();

  /** The order was placed. */
  record Placed(Instant at) implements Happened {}

  /** It was paid in full; again, if it had been called off in between. */
  record Paid(Instant at) implements Happened {}

  /** More or less of it is to be shipped than we had told, and nothing else happened. */
  record Changed(Instant at) implements Happened {}

  /** The shop cannot ship yet. */
  record Held(Hold hold) implements Happened {
    @Override
    public Instant at() {
      return hold.at();
    }
  }

  /** The hold is over. */
  record Released(Instant at) implements Happened {}

  /** A parcel left. */
  record Shipped(UUID shipment, Instant at) implements Happened {}

  /**
   * What we had told of a parcel is no longer so.
   *
   * @param changed of carrier, tracking, items
   */
  record ShipmentChanged(
      UUID shipment,
      List<String> changed,
      @Nullable Carrier previousCarrier,
      List<Tracking> previousTracking,
      Instant at)
      implements Happened {}

  /** A parcel we had told of was called back. */
  record ShipmentCancelled(UUID shipment, Instant at) implements Happened {}

  /**
   * A carrier's scan, or the platform's word, moved a parcel on.
   *
   * @param status what it is now
   * @param previous what it was; returning, too, if it came back after some trouble
   */
  record ParcelMoved(UUID shipment, ParcelStatus status, ParcelStatus previous, ParcelScan scan)
      implements Happened {
    @Override
    public Instant at() {
      return scan.at();
    }
  }

  /** Nothing more will leave. */
  record Cancelled(@Nullable String reason, Instant at) implements Happened {}

  /**
   * Money was given back.
   *
   * @param full all of it, with this
   */
  record Refunded(Refund refund, List<ShippedItem> items, boolean full) implements Happened {
    @Override
    public Instant at() {
      return refund.at();
    }
  }

  /** The customer's data is gone. */
  record Erased(Instant at) implements Happened {}
}
