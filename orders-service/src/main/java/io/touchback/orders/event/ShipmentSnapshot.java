package io.touchback.orders.event;

import io.touchback.orders.order.Address;
import io.touchback.orders.order.Carrier;
import io.touchback.orders.order.OrderUpdate.Tracking;
import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.order.Part;
import io.touchback.orders.order.ShippedItem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A parcel as it was when we told of it.
 *
 * @param number 1 for the order's first
 * @param tracking the first is the main number; links only where known to be right
 * @param notifyCustomer false = the shop's staff unticked the customer's mail
 */
public record ShipmentSnapshot(
    UUID id,
    int number,
    String platformId,
    ParcelStatus status,
    @Nullable Carrier carrier,
    @Nullable String service,
    List<Tracking> tracking,
    List<ShippedItem> items,
    int itemCount,
    @Nullable Part part,
    boolean notifyCustomer,
    Instant shippedAt,
    @Nullable LocalDate estimatedDelivery,
    @Nullable Address destination,
    @Nullable String personalNote,
    @Nullable Instant deliveredAt) {}
