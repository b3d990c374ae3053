package io.touchback.sla.stream;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read of the data of events on {@code orders}; unknown fields are ignored. */
record OrderData(
    @Nullable String shop,
    @Nullable Order order,
    @Nullable Shipment shipment,
    @Nullable Scan scan,
    @Nullable Hold hold) {

  record Order(
      @Nullable String id,
      @Nullable String number,
      boolean test,
      boolean imported,
      @Nullable Instant paidAt,
      @Nullable Integer unitsToShip,
      @Nullable List<Object> lines) {}

  record Shipment(
      @Nullable String id,
      @Nullable Integer number,
      @Nullable String part,
      @Nullable String status,
      @Nullable Carrier carrier,
      @Nullable List<Tracking> tracking,
      @Nullable Instant shippedAt,
      @Nullable LocalDate estimatedDelivery,
      @Nullable Destination destination) {}

  record Carrier(@Nullable String code, @Nullable String name) {}

  record Tracking(@Nullable String number) {}

  record Destination(@Nullable String country) {}

  record Scan(@Nullable String status) {}

  record Hold(@Nullable LocalDate newDate) {}
}
