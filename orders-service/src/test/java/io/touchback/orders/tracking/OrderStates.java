package io.touchback.orders.tracking;

import io.touchback.orders.order.Address;
import io.touchback.orders.order.Customer;
import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderLifecycle;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.order.OrderUpdate.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Orders as the lifecycle makes them. */
final class OrderStates {
  static final Instant T0 = Instant.parse("2026-03-02T09:15:00Z");
  static final OrderLifecycle LIFECYCLE =
      new OrderLifecycle(new CarrierLinks(), "DE", Duration.ofMinutes(15));

  private OrderStates() {}

  static OrderState unknown(String shop) {
    UUID id = UUID.randomUUID();
    return OrderState.unknown(id, shop, "shopify", id.toString(), T0);
  }

  /** All of an order in one parcel. */
  static OrderState shipped(String shop, boolean erased) {
    OrderState placed = LIFECYCLE.apply(unknown(shop), placed(false, false), T0).state();
    OrderState shipped = LIFECYCLE.apply(placed, parcel("p1"), T0.plusSeconds(120)).state();
    return erased ? LIFECYCLE.erase(shipped, T0.plusSeconds(180)).state() : shipped;
  }

  static OrderUpdate placed(boolean cancelled, boolean refundedInFull) {
    return placed(cancelled, refundedInFull, TrackedOrderExamples.lines());
  }

  static OrderUpdate placed(boolean cancelled, boolean refundedInFull, List<OrderLine> lines) {
    return OrderUpdate.of("1")
        .with(
            new OrderUpdate.Order(
                "#1001",
                T0,
                T0,
                T0,
                cancelled ? T0 : null,
                null,
                null,
                false,
                refundedInFull,
                new Customer("Zoë Müller", "Zoë", "zoe@example.com", null, "de"),
                new Address("Zoë Müller", "Lindenweg 4", null, "10115", "Berlin", null, "DE"),
                new Money(3680, "EUR"),
                lines));
  }

  static OrderUpdate parcel(String id, Item... items) {
    return OrderUpdate.of("1")
        .withFulfilments(
            List.of(
                new Fulfilment(
                    id,
                    T0.plusSeconds(60),
                    T0.plusSeconds(60),
                    false,
                    "UPS",
                    "UPS Standard",
                    List.of(new Tracking("1z5r 8939 0357 5671 27", null)),
                    List.of(items),
                    false,
                    true,
                    null,
                    null,
                    LocalDate.of(2026, 3, 6),
                    null,
                    null)));
  }
}
