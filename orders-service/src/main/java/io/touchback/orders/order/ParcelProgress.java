package io.touchback.orders.order;

import static io.touchback.orders.order.ParcelStatus.ATTEMPT_FAILED;
import static io.touchback.orders.order.ParcelStatus.DELIVERED;
import static io.touchback.orders.order.ParcelStatus.LABEL;
import static io.touchback.orders.order.ParcelStatus.PICKED_UP;
import static io.touchback.orders.order.ParcelStatus.PROBLEM;
import static io.touchback.orders.order.ParcelStatus.RETURNING;

import java.util.Collection;
import java.util.List;

/**
 * Where a parcel is, given all that was ever said of it: the same for every order of arrival.
 *
 * <p>Told in time, a parcel goes forward; on its way it may be delayed, tried and in transit by
 * turns; what is delivered stays delivered; what returns is only delivered, or in trouble.
 */
final class ParcelProgress {
  private ParcelProgress() {}

  static ParcelStatus of(Collection<ParcelScan> scans) {
    var status = LABEL;
    for (var scan : inTime(scans)) {
      status = next(status, scan);
    }
    return status;
  }

  /** Delivered, but to whoever sent it: it was on its way back, though perhaps in trouble since. */
  static boolean cameBack(Collection<ParcelScan> scans) {
    var status = LABEL;
    boolean returning = false;
    for (var scan : inTime(scans)) {
      status = next(status, scan);
      if (status == DELIVERED) {
        return returning;
      }
      returning = status == RETURNING || returning && !isUnderWay(status);
    }
    return false;
  }

  /** To its customer. */
  private static boolean isUnderWay(ParcelStatus status) {
    return switch (status) {
      case IN_TRANSIT, DELAYED, OUT_FOR_DELIVERY, ATTEMPT_FAILED, READY_FOR_PICKUP -> true;
      default -> false;
    };
  }

  static List<ParcelScan> inTime(Collection<ParcelScan> scans) {
    return scans.stream().filter(scan -> !scan.deleted()).sorted(ParcelScan.IN_TIME).toList();
  }

  /** A later word, also of the platform, may say that it is over. */
  private static boolean isPassing(ParcelStatus status) {
    return status == ATTEMPT_FAILED || status == PROBLEM;
  }

  private static ParcelStatus next(ParcelStatus status, ParcelScan scan) {
    if (status == DELIVERED) {
      return DELIVERED;
    }
    if (scan.summary() && scan.status().compareTo(status) < 0 && !isPassing(status)) {
      return status;
    }
    return switch (scan.status()) {
      case UNKNOWN, LABEL -> status;
      case PICKED_UP -> status == LABEL ? PICKED_UP : status;
      case IN_TRANSIT, DELAYED, OUT_FOR_DELIVERY, ATTEMPT_FAILED, READY_FOR_PICKUP ->
          status == RETURNING ? RETURNING : scan.status();
      case PROBLEM, RETURNING, DELIVERED, CANCELLED, EXPIRED -> scan.status();
    };
  }
}
