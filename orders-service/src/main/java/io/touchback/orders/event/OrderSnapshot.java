package io.touchback.orders.event;

import io.touchback.orders.order.Address;
import io.touchback.orders.order.Customer;
import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The whole order as it was when we told of it.
 *
 * @param unitsToShip units that ship, have not shipped and are not cancelled
 * @param imported first seen more than 48 h after it was placed
 * @param collected true = its customer fetches it; absent of all others
 * @param shipsUnpaid true = the shop is to ship it before it is paid; absent of all others
 */
public record OrderSnapshot(
    UUID id,
    String number,
    String platform,
    String platformOrderId,
    OrderStatus status,
    boolean test,
    boolean imported,
    Instant placedAt,
    @Nullable Money total,
    Customer customer,
    @Nullable Address shipTo,
    List<OrderLine> lines,
    int unitsToShip,
    String trackingPage,
    @Nullable Instant paidAt,
    @Nullable Boolean collected,
    @Nullable Boolean shipsUnpaid) {}
