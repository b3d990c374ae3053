package io.touchback.orders.order;

import io.touchback.orders.order.OrderUpdate.Fulfilment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing said of where a parcel is.
 *
 * @param number key of the tracking number by which its parcel was found; null = by its name
 * @param summary said by the platform of the parcel as a whole, not by the carrier of one moment
 * @param deleted taken back: it counts no more, and never will again
 */
public record ParcelScan(
    String id,
    ParcelStatus status,
    @Nullable String rawStatus,
    @Nullable String message,
    @Nullable String city,
    @Nullable String country,
    Instant at,
    @Nullable LocalDate estimatedDelivery,
    @Nullable String number,
    boolean summary,
    boolean deleted) {

  /** When it happened; of two at once the further one is the later. */
  static final Comparator<ParcelScan> IN_TIME =
      Comparator.comparing(ParcelScan::at)
          .thenComparing(ParcelScan::status)
          .thenComparing(ParcelScan::id);

  private static final Comparator<ParcelScan> LATEST_WORD =
      Comparator.comparing(ParcelScan::deleted)
          .thenComparing(ParcelScan::at)
          .thenComparing(ParcelScan::toString);

  static ParcelScan of(OrderUpdate.Scan scan) {
    return new ParcelScan(
        scan.id(),
        scan.status(),
        scan.rawStatus(),
        scan.message(),
        scan.city(),
        scan.country(),
        scan.at(),
        scan.estimatedDelivery(),
        scan.fulfilmentId() == null && scan.trackingNumber() != null
            ? TrackingKey.of(scan.trackingNumber())
            : null,
        false,
        scan.deleted());
  }

  /** The platform's own view of a parcel; one for each status that it ever showed. */
  static @Nullable ParcelScan summaryOf(Fulfilment facet) {
    var status = facet.status();
    return status == null
        ? null
        : new ParcelScan(
            "summary:" + status.word(),
            status,
            facet.rawStatus(),
            null,
            null,
            null,
            facet.updatedAt(),
            null,
            null,
            true,
            false);
  }

  /** Which of two tellings of one scan holds: of summaries the first, else the latest word. */
  ParcelScan or(ParcelScan other) {
    int later = LATEST_WORD.compare(this, other);
    return later == 0 || later > 0 != summary ? this : other;
  }

  /** Says little once a later one has come. */
  boolean routine() {
    return !deleted && (status == ParcelStatus.IN_TRANSIT || status == ParcelStatus.UNKNOWN);
  }

  /** Without what could lead to a person. */
  ParcelScan erased(UUID order) {
    return new ParcelScan(
        summary ? id : Erasing.id(order, id),
        status,
        status.word(),
        null,
        null,
        country,
        at,
        estimatedDelivery,
        null,
        summary,
        deleted);
  }
}
