package io.touchback.orders.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.OrderStatus;
import io.touchback.orders.order.OrderUpdate.Tracking;
import io.touchback.orders.order.ParcelStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order in a list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderSummary(
    UUID id,
    String shop,
    String platform,
    String platformOrderId,
    String number,
    OrderStatus status,
    boolean test,
    Instant placedAt,
    @Nullable Instant paidAt,
    @Nullable Money total,
    @Nullable String customerName,
    @Nullable String customerEmail,
    int unitsToShip,
    List<Parcel> shipments) {

  static OrderSummary of(OrderState order) {
    var facet = order.order();
    return new OrderSummary(
        order.id(),
        order.shop(),
        order.platform(),
        order.platformOrderId(),
        order.number(),
        order.status(),
        order.test(),
        order.placedAt(),
        order.paidAt(),
        facet == null ? null : facet.total(),
        order.customer().name(),
        order.customer().email(),
        order.unitsToShip(),
        order.parcels().stream()
            .map(shipment -> new Parcel(shipment.shownStatus(), shipment.tracking()))
            .toList());
  }

  record Parcel(ParcelStatus status, List<Tracking> tracking) {}
}
