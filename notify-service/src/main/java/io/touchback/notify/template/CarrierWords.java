package io.touchback.notify.template;

import io.touchback.notify.template.NoticeContent.Shipment;
import org.jspecify.annotations.Nullable;

/** What a parcel's carrier is called. */
final class CarrierWords {
  private CarrierWords() {}

  /** Null if nobody told it. */
  static @Nullable String name(Shipment shipment) {
    var carrier = shipment.carrier();
    return carrier == null || carrier.name() == null || carrier.name().isBlank()
        ? null
        : carrier.name();
  }

  /** Null if nobody told either. */
  static @Nullable String nameAndService(Shipment shipment) {
    var carrier = name(shipment);
    var service = shipment.service();
    if (service == null || !hasService(shipment)) {
      return carrier;
    }
    return carrier == null || service.startsWith(carrier) ? service : carrier + " · " + service;
  }

  /** Whether the service says more than the name. */
  static boolean hasService(Shipment shipment) {
    var name = name(shipment);
    var service = shipment.service();
    return service != null && !service.isBlank() && !service.equalsIgnoreCase(name);
  }
}
