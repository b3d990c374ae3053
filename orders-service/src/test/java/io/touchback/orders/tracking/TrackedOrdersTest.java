package io.touchback.orders.tracking;

import static io.touchback.orders.tracking.OrderStates.LIFECYCLE;
import static io.touchback.orders.tracking.OrderStates.T0;
import static io.touchback.orders.tracking.OrderStates.parcel;
import static io.touchback.orders.tracking.OrderStates.placed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderExamples;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Hold;
import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.order.OrderUpdate.Refund;
import io.touchback.orders.order.OrderUpdate.Scan;
import io.touchback.orders.order.ParcelStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TrackedOrdersTest {
  private OrderState state = OrderStates.unknown("beads");

  private TrackedOrder after(OrderUpdate... updates) {
    Instant at = T0;
    for (OrderUpdate update : updates) {
      at = at.plus(Duration.ofDays(1));
      state = LIFECYCLE.apply(state, update, at).state();
    }
    return TrackedOrders.of(state, TrackedOrderExamples.beads());
  }

  private static OrderUpdate scanned(ParcelStatus status, String raw, Instant at, String city) {
    return OrderUpdate.of("1")
        .withScans(
            List.of(
                new Scan(
                    raw, "p1", null, status, raw, "with Müller", city, "DE", at, null, false)));
  }

  @Test
  void whatTheCustomerMayKnow() {
    TrackedOrder order =
        after(
            placed(false, false),
            parcel("p1", new Item("1", "Glass beads", 1)),
            scanned(ParcelStatus.IN_TRANSIT, "in_transit", T0.plusSeconds(3_600), "Hamburg"));
    assertEquals("#1001", order.number());
    assertEquals("Berlin", order.town());
    TrackedOrder.Parcel first = order.parcels().get(0);
    assertEquals(ParcelStatus.IN_TRANSIT, first.status());
    assertEquals("UPS", first.carrier());
    assertEquals(
        List.of(
            new TrackedOrder.Tracking(
                "1Z5R89390357567127", "https://www.ups.com/track?tracknum=1Z5R89390357567127")),
        first.tracking());
    assertEquals(new TrackedOrder.Scan(T0.plusSeconds(3_600), "Hamburg", "DE"), first.lastScan());
    assertEquals(
        List.of(
            new TrackedOrder.Item("1", "Glass beads, sea green", "8 mm", 1),
            new TrackedOrder.Item("2", "Waxed cord – 5 m", null, 1)),
        order.stillToCome());
    assertNull(first.says());
  }

  @Test
  @DisplayName("what was delivered on its way back did not reach its customer")
  void cameBack() {
    TrackedOrder order =
        after(
            placed(false, false),
            parcel("p1"),
            scanned(ParcelStatus.RETURNING, "returning", T0.plusSeconds(3_600), "Hamburg"),
            scanned(ParcelStatus.DELIVERED, "delivered", T0.plusSeconds(7_200), "Berlin"));
    assertEquals(ParcelStatus.RETURNING, order.parcels().get(0).status());
    assertNull(order.parcels().get(0).deliveredAt());
    assertEquals(OrderHeadline.ATTENTION, OrderHeadline.of(order));
  }

  @Test
  @DisplayName("an unknown word of the carrier is kept and shown")
  void unknownWord() {
    TrackedOrder order =
        after(
            placed(false, false),
            parcel("p1"),
            scanned(ParcelStatus.IN_TRANSIT, "in_transit", T0.plusSeconds(3_600), "Hamburg"),
            scanned(ParcelStatus.UNKNOWN, "HELD_AT_CUSTOMS", T0.plusSeconds(7_200), "Leipzig"));
    assertEquals("HELD_AT_CUSTOMS", order.parcels().get(0).says());
    assertEquals(ParcelStatus.IN_TRANSIT, order.parcels().get(0).status());
  }

  @Test
  @DisplayName("of what left in nobody knows which parcel nothing is still to come")
  void leftInUnknownParcels() {
    OrderUpdate placed = placed(false, false);
    OrderUpdate parcel = parcel("p1");
    OrderUpdate unknown =
        parcel.withFulfilments(List.of(parcel.fulfilments().get(0).ofUnknownContents()));
    assertEquals(3, units(after(placed, unknown).stillToCome()));
    TrackedOrder all =
        after(
            OrderUpdate.of("1").with(OrderExamples.completed(placed.order(), T0.plusSeconds(60))));
    assertEquals(List.of(), all.stillToCome());
    assertEquals(OrderHeadline.ON_THE_WAY, OrderHeadline.of(all));
  }

  private static int units(List<TrackedOrder.Item> items) {
    return items.stream().mapToInt(TrackedOrder.Item::quantity).sum();
  }

  @Test
  void heldAndReleased() {
    Hold hold = new Hold("late", LocalDate.of(2026, 3, 12), T0, false);
    TrackedOrder held = after(placed(false, false), OrderUpdate.of("1").with(hold));
    assertEquals(new TrackedOrder.Hold("late", LocalDate.of(2026, 3, 12)), held.hold());
    Hold released = new Hold(null, null, T0.plusSeconds(60), true);
    assertNull(after(OrderUpdate.of("1").with(released)).hold());
  }

  @Test
  void cancelledOrRefunded() {
    assertTrue(after(placed(true, false)).cancelled());
    Refund refund = new Refund("r", new Money(3680, "EUR"), null, T0, List.of());
    state = OrderStates.unknown("beads");
    TrackedOrder refunded =
        after(placed(false, true), OrderUpdate.of("1").withRefunds(List.of(refund)));
    assertTrue(refunded.refunded());
    assertEquals(1, refunded.refunds().size());
    assertEquals(OrderHeadline.REFUNDED, OrderHeadline.of(refunded));
    assertEquals(List.of(), refunded.stillToCome());
  }

  @Test
  @DisplayName("a gift card that was sent with a number stands in its parcel, and only there")
  void sentAllTheSame() {
    var card = new OrderLine("3", "Gift card", null, null, 1, false, null);
    assertEquals(1, after(placed(false, false, List.of(card))).withoutParcel().size());
    TrackedOrder sent = after(parcel("p1", new Item("3", "Gift card", 1)));
    assertEquals("3", sent.parcels().get(0).items().get(0).lineId());
    assertEquals(List.of(), sent.withoutParcel());
  }

  @Test
  @DisplayName("a parcel nobody was told of is not on the page")
  void notToldOf() {
    TrackedOrder order = after(parcel("p1", new Item("1", "Glass beads", 1)));
    assertEquals(List.of(), order.parcels());
  }
}
