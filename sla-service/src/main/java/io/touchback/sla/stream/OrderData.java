package io.touchback.sla.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read of the data of events on {@code orders}; unknown fields are skipped.
 *
 * <p>Said with an annotation, that is told to the parser before it meets them: else it keeps them
 * until it has made the record.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record OrderData(
    @Nullable String shop,
    @Nullable Order order,
    @Nullable Shipment shipment,
    @Nullable Scan scan,
    @Nullable Hold hold) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Order(
      @Nullable String id,
      @Nullable String number,
      boolean test,
      boolean imported,
      @Nullable Instant paidAt,
      @JsonDeserialize(using = IsTold.class) @Nullable Boolean total,
      boolean shipsUnpaid,
      @Nullable Integer unitsToShip,
      @JsonDeserialize(using = HoldsAny.class) @Nullable Boolean lines) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
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

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Carrier(@Nullable String code, @Nullable String name) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Tracking(@Nullable String number) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Destination(@Nullable String country) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Scan(@Nullable String status, @Nullable String previousStatus) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Hold(@Nullable LocalDate newDate) {}
}
