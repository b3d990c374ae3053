package io.touchback.orders.tracking;

import static io.touchback.orders.order.ParcelStatus.ATTEMPT_FAILED;
import static io.touchback.orders.order.ParcelStatus.CANCELLED;
import static io.touchback.orders.order.ParcelStatus.DELIVERED;
import static io.touchback.orders.order.ParcelStatus.IN_TRANSIT;
import static io.touchback.orders.order.ParcelStatus.LABEL;
import static io.touchback.orders.order.ParcelStatus.OUT_FOR_DELIVERY;
import static io.touchback.orders.order.ParcelStatus.READY_FOR_PICKUP;
import static io.touchback.orders.order.ParcelStatus.RETURNING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.tracking.TrackedOrder.Item;
import io.touchback.orders.tracking.TrackedOrder.Parcel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OrderHeadlineTest {
  private static final List<Item> BEADS = List.of(new Item("1", "Glass beads", null, 2));
  private static final List<Item> CORD = List.of(new Item("2", "Waxed cord", null, 1));

  /** The beads in the first parcel, the cord in the second, nothing in the others. */
  private static OrderHeadline of(ParcelStatus... statuses) {
    List<Parcel> parcels = new ArrayList<>();
    for (ParcelStatus status : statuses) {
      List<Item> items = parcels.isEmpty() ? BEADS : parcels.size() == 1 ? CORD : List.of();
      parcels.add(TrackedOrderExamples.parcel(status, items, null));
    }
    return OrderHeadline.of(
        TrackedOrderExamples.order(TrackedOrderExamples.lines(), null, false, parcels));
  }

  @Test
  void beforeAnythingHasLeft() {
    assertEquals(OrderHeadline.PREPARING, OrderHeadline.of(TrackedOrderExamples.nothingShipped()));
    assertEquals(OrderHeadline.HELD, OrderHeadline.of(TrackedOrderExamples.held()));
    assertEquals(
        OrderHeadline.HELD_TO_COLLECT, OrderHeadline.of(TrackedOrderExamples.heldToCollect()));
    assertEquals(OrderHeadline.CANCELLED, OrderHeadline.of(TrackedOrderExamples.cancelled()));
    assertEquals(OrderHeadline.NO_PARCEL, OrderHeadline.of(TrackedOrderExamples.digital()));
    assertEquals(OrderHeadline.PREPARING, of(CANCELLED));
  }

  @Test
  void someHasLeft() {
    assertEquals(OrderHeadline.PARTLY_ON_THE_WAY, of(IN_TRANSIT));
    assertEquals(OrderHeadline.PARTLY_DELIVERED, of(DELIVERED));
    assertEquals(OrderHeadline.PARTLY_DELIVERED, of(DELIVERED, CANCELLED));
  }

  @Test
  void allHasLeft() {
    assertEquals(OrderHeadline.ON_THE_WAY, of(IN_TRANSIT, LABEL));
    assertEquals(OrderHeadline.PARTLY_DELIVERED, of(DELIVERED, IN_TRANSIT));
    assertEquals(OrderHeadline.DELIVERED, of(DELIVERED, DELIVERED));
    assertEquals(OrderHeadline.DELIVERED, of(DELIVERED, DELIVERED, CANCELLED));
  }

  @Test
  @DisplayName("the parcel that somebody can do something about speaks for the order")
  void theMostUrgentSpeaks() {
    assertEquals(OrderHeadline.OUT_FOR_DELIVERY, of(IN_TRANSIT, OUT_FOR_DELIVERY));
    assertEquals(OrderHeadline.READY_FOR_PICKUP, of(OUT_FOR_DELIVERY, READY_FOR_PICKUP));
    assertEquals(OrderHeadline.ATTENTION, of(READY_FOR_PICKUP, ATTEMPT_FAILED));
    assertEquals(OrderHeadline.ATTENTION, of(DELIVERED, RETURNING));
  }

  @Test
  @DisplayName("of a cancelled order nothing is still to come")
  void nothingMoreOfACancelledOrder() {
    TrackedOrder order =
        TrackedOrderExamples.order(
            TrackedOrderExamples.lines(),
            null,
            true,
            List.of(TrackedOrderExamples.parcel(DELIVERED, BEADS, null)));
    assertEquals(List.of(), order.stillToCome());
    assertEquals(OrderHeadline.DELIVERED_WITHOUT_REST, OrderHeadline.of(order));
  }

  @Test
  void whatWasCalledBackIsStillToCome() {
    TrackedOrder order =
        TrackedOrderExamples.order(
            TrackedOrderExamples.lines(),
            null,
            false,
            List.of(
                TrackedOrderExamples.parcel(CANCELLED, BEADS, null),
                TrackedOrderExamples.parcel(
                    IN_TRANSIT, List.of(new Item("1", "Glass beads", null, 1)), null)));
    assertEquals(List.of(1, 1), order.stillToCome().stream().map(Item::quantity).toList());
  }
}
