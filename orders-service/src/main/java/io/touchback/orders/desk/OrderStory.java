package io.touchback.orders.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.touchback.orders.order.Address;
import io.touchback.orders.order.Carrier;
import io.touchback.orders.order.Customer;
import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.OrderStatus;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.ParcelScan;
import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.order.Part;
import io.touchback.orders.order.ShippedItem;
import io.touchback.orders.order.Told;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The whole story of an order, for whoever has a customer on the phone.
 *
 * @param unitsToShip units that ship, have not shipped and are not cancelled
 * @param story what we told of it, oldest first
 * @param notices what the customer was told, or why not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderStory(
    UUID id,
    String shop,
    String platform,
    String platformOrderId,
    String number,
    OrderStatus status,
    boolean test,
    boolean imported,
    Instant placedAt,
    @Nullable Instant paidAt,
    @Nullable Money total,
    Customer customer,
    @Nullable Address shipTo,
    List<OrderLine> lines,
    int unitsToShip,
    OrderUpdate.@Nullable Hold hold,
    List<Parcel> shipments,
    List<OrderUpdate.Refund> refunds,
    String trackingPage,
    List<Told> story,
    List<ToldNotice> notices) {

  static OrderStory of(OrderState order, String trackingPage, List<ToldNotice> notices) {
    var facet = order.order();
    return new OrderStory(
        order.id(),
        order.shop(),
        order.platform(),
        order.platformOrderId(),
        order.number(),
        order.status(),
        order.test(),
        order.imported(),
        order.placedAt(),
        order.paidAt(),
        facet == null ? null : facet.total(),
        order.customer(),
        facet == null ? null : facet.shipTo(),
        order.lines(),
        order.unitsToShip(),
        order.held() ? order.hold() : null,
        order.parcels().stream().map(Parcel::of).toList(),
        order.refunds(),
        trackingPage,
        order.told(),
        notices);
  }

  /** One parcel, with every scan the carrier gave. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Parcel(
      UUID id,
      int number,
      String platformId,
      ParcelStatus status,
      @Nullable Carrier carrier,
      @Nullable String service,
      List<OrderUpdate.Tracking> tracking,
      List<ShippedItem> items,
      @Nullable Part part,
      Instant shippedAt,
      @Nullable LocalDate estimatedDelivery,
      @Nullable Instant deliveredAt,
      List<ParcelScan> scans) {

    static Parcel of(io.touchback.orders.order.Shipment shipment) {
      var facet = shipment.facet();
      return new Parcel(
          shipment.id(),
          shipment.number(),
          facet.id(),
          shipment.shownStatus(),
          shipment.carrier(),
          facet.service(),
          shipment.tracking(),
          shipment.items(),
          shipment.part(),
          facet.createdAt(),
          shipment.estimatedDelivery(),
          shipment.deliveredAt(),
          shipment.scans());
    }
  }
}
