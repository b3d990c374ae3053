package io.touchback.orders.order;

import static io.touchback.orders.order.OrderExamples.BEADS;
import static io.touchback.orders.order.OrderExamples.CORD;
import static io.touchback.orders.order.OrderExamples.FIRST_PARCEL;
import static io.touchback.orders.order.OrderExamples.PAID;
import static io.touchback.orders.order.OrderExamples.PLACED;
import static io.touchback.orders.order.OrderExamples.SECOND_PARCEL;
import static io.touchback.orders.order.OrderExamples.SHIPPED;
import static io.touchback.orders.order.OrderExamples.aPaidOrder;
import static io.touchback.orders.order.OrderExamples.at;
import static io.touchback.orders.order.OrderExamples.cancelled;
import static io.touchback.orders.order.OrderExamples.completed;
import static io.touchback.orders.order.OrderExamples.eur;
import static io.touchback.orders.order.OrderExamples.firstParcel;
import static io.touchback.orders.order.OrderExamples.held;
import static io.touchback.orders.order.OrderExamples.milestone;
import static io.touchback.orders.order.OrderExamples.notShipping;
import static io.touchback.orders.order.OrderExamples.order;
import static io.touchback.orders.order.OrderExamples.parcel;
import static io.touchback.orders.order.OrderExamples.placed;
import static io.touchback.orders.order.OrderExamples.refunded;
import static io.touchback.orders.order.OrderExamples.refundedInFull;
import static io.touchback.orders.order.OrderExamples.scan;
import static io.touchback.orders.order.OrderExamples.scanned;
import static io.touchback.orders.order.OrderExamples.secondParcel;
import static io.touchback.orders.order.OrderExamples.shipped;
import static io.touchback.orders.order.OrderExamples.update;
import static io.touchback.orders.order.ParcelStatus.ATTEMPT_FAILED;
import static io.touchback.orders.order.ParcelStatus.DELAYED;
import static io.touchback.orders.order.ParcelStatus.DELIVERED;
import static io.touchback.orders.order.ParcelStatus.IN_TRANSIT;
import static io.touchback.orders.order.ParcelStatus.LABEL;
import static io.touchback.orders.order.ParcelStatus.OUT_FOR_DELIVERY;
import static io.touchback.orders.order.ParcelStatus.PICKED_UP;
import static io.touchback.orders.order.ParcelStatus.PROBLEM;
import static io.touchback.orders.order.ParcelStatus.RETURNING;
import static io.touchback.orders.order.ParcelStatus.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.orders.StoredJson;
import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.order.OrderUpdate.Milestone.Kind;
import io.touchback.orders.order.OrderUpdate.Order;
import io.touchback.orders.order.OrderUpdate.Scan;
import io.touchback.orders.order.OrderUpdate.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OrderLifecycleTest {
  private static final Instant LATER = Instant.parse("2026-03-05T00:00:00Z");

  private final Story story = new Story(PLACED).at("2026-03-08T15:00:00Z");

  @Test
  void anOrderIsPlacedPaidAndShippedOnceEach() {
    story.hears(placed(), aPaidOrder(), shipped(), placed(), aPaidOrder(), shipped());
    assertEquals("Placed Paid Shipped", story.told());
  }

  @Test
  @DisplayName("State never goes backwards: missing transitions are told once, in order")
  void theFirstSightOfAShippedOrderTellsAllThatLedThere() {
    story.hears(aPaidOrder().withFulfilments(List.of(firstParcel(), secondParcel())));
    assertEquals("Placed Paid Shipped Shipped", story.told());
    assertEquals(0, story.state().unitsToShip());
  }

  @Test
  @DisplayName("lines taken off or added are told, or nobody would know what is still to ship")
  void whatIsToBeShippedIsToldWhenItChanges() {
    story.hears(aPaidOrder(), shipped());
    int left = story.state().unitsToShip();
    assertTrue(left > 0);
    var fewer = OrderExamples.LINES.subList(0, 1);
    story.hears(update().with(order(LATER, PAID, fewer)));
    story.hears(update().with(order(LATER, PAID, fewer)));
    story.hears(update().with(order(LATER.plusSeconds(60), PAID, OrderExamples.LINES)));
    assertEquals("Placed Paid Shipped Changed Changed", story.told());
    assertEquals(left, story.state().unitsToShip());
  }

  @Test
  void aParcelLeftWhenItWasFirstSaidToHaveLeft() {
    var early = parcel(FIRST_PARCEL, SHIPPED, SHIPPED, List.of(), List.of());
    var drifting = parcel(FIRST_PARCEL, LATER, LATER, List.of(new Tracking("1", null)), List.of());
    var first = aPaidOrder().withFulfilments(List.of(early));
    var second = aPaidOrder().withFulfilments(List.of(drifting));
    var shipment = story.hears(first, second).state().shipments().get(0);
    assertEquals(SHIPPED, shipment.facet().createdAt());
    assertEquals(drifting.tracking(), shipment.facet().tracking());
    var backwards = new Story(PLACED).at("2026-03-08T15:00:00Z").hears(second, first);
    assertEquals(shipment.facet(), backwards.state().shipments().get(0).facet());
  }

  @Test
  void anOlderWordChangesNothing() {
    story.hears(aPaidOrder());
    var before = story.state();
    story.hears(placed());
    assertEquals(before, story.state());
  }

  @Test
  void ofTwoWordsOfOneInstantTheFurtherHolds() {
    var unpaid = update().with(order(PLACED, null));
    var paid = update().with(order(PLACED, PLACED));
    for (var updates : List.of(List.of(unpaid, paid), List.of(paid, unpaid))) {
      var heard = new Story(PLACED).hears(updates.get(0), updates.get(1));
      assertEquals("Placed Paid", heard.told());
      assertEquals(paid.order(), heard.state().order());
    }
  }

  @Test
  @DisplayName("S2-2: a parcel of which nobody knows what is in it claims nothing")
  void aParcelOfUnknownContentsIsSomeOfTheOrder() {
    story.hears(aPaidOrder(), update().withFulfilments(List.of(unknown("a", SHIPPED))));
    var parcel = story.state().shipments().get(0);
    assertEquals(Part.SOME, parcel.part());
    assertEquals(List.of(), parcel.items());
    assertEquals(3, story.state().unitsToShip());

    var nothingSaid = parcel("a", SHIPPED, LATER, parcel.tracking(), List.of());
    story.hears(update().withFulfilments(List.of(nothingSaid)));
    assertEquals(3, story.state().unitsToShip());

    story.hears(update().with(completed(order(LATER, PAID), LATER)));
    assertEquals("Placed Paid Shipped Changed", story.told());
    assertEquals(0, story.state().unitsToShip());
  }

  @Test
  @DisplayName("S2-2: … nor does it keep what it was told to hold, as it may be in another")
  void aParcelOfWhichTheContentsAreDoubtedClaimsNothingMore() {
    var alone = parcel("a", SHIPPED, SHIPPED, List.of(new Tracking("a", null)), List.of());
    story.hears(aPaidOrder().withFulfilments(List.of(alone)));
    assertEquals(0, story.state().unitsToShip());
    story.hears(update().withFulfilments(List.of(unknown("a", LATER), unknown("b", LATER))));
    assertEquals(3, story.state().unitsToShip());
    var parts = story.state().shipments().stream().map(Shipment::part).toList();
    assertEquals(List.of(Part.WHOLE, Part.SOME), parts);
    assertEquals(3, story.state().shipments().get(0).itemCount());
  }

  @Test
  @DisplayName("S2-2: what one parcel names is in no other that is told with it")
  void aParcelHoldsNothingThatAnotherNames() {
    var rest = parcel("a", SHIPPED, SHIPPED, List.of(new Tracking("a", null)), List.of());
    var beads = new Item(BEADS, "", 2);
    var named = parcel("b", SHIPPED, SHIPPED, List.of(new Tracking("b", null)), List.of(beads));
    var all = update().with(completed(order(SHIPPED, PAID), SHIPPED));
    story.hears(all.withFulfilments(List.of(rest, named)));
    assertEquals("Placed Paid Shipped Shipped", story.told());
    assertEquals(
        List.of(List.of(CORD), List.of(BEADS)),
        story.state().shipments().stream()
            .map(parcel -> parcel.items().stream().map(ShippedItem::lineId).toList())
            .toList());
    assertEquals(
        List.of(Part.SOME, Part.LAST),
        story.state().shipments().stream().map(Shipment::part).toList());
  }

  @Test
  @DisplayName("S2-2: of several such parcels of a completed order one is the last, and no more")
  void theLastOfSeveralParcelsOfUnknownContents() {
    var all = update().with(completed(order(SHIPPED, PAID), SHIPPED));
    story.hears(all.withFulfilments(List.of(unknown("a", SHIPPED), unknown("b", SHIPPED))));
    assertEquals("Placed Paid Shipped Shipped", story.told());
    var parcels = story.state().shipments();
    assertEquals(List.of(Part.SOME, Part.LAST), parcels.stream().map(Shipment::part).toList());
    assertTrue(parcels.stream().allMatch(parcel -> parcel.items().isEmpty()));
    assertEquals(0, story.state().unitsToShip());
  }

  @Test
  @DisplayName("A corrected number is told as one, also if the platform lists it as another parcel")
  void aParcelListedInThePlaceOfAnotherIsThatOne() {
    story.hears(listing(SHIPPED, "wrong"), listing(LATER), listing(LATER.plusSeconds(60), "right"));
    assertEquals("Placed Paid Shipped ShipmentChanged", story.told());
    var changed = (Happened.ShipmentChanged) story.happened().get(3);
    assertEquals(List.of("tracking"), changed.changed());
    assertEquals("wrong", changed.previousTracking().get(0).number());
    var shipped = (Happened.Shipped) story.happened().get(2);
    assertEquals(shipped.shipment(), changed.shipment());
    var live = story.state().shipments().stream().filter(Shipment::live).toList();
    assertEquals(List.of(Part.WHOLE), live.stream().map(Shipment::part).toList());
    assertEquals("right", live.get(0).tracking().get(0).number());
    assertEquals(3, live.get(0).itemCount());
    assertEquals(0, story.state().unitsToShip());
  }

  @Test
  @DisplayName("… and is told right at once if the correction was heard first")
  void aReplacedParcelIsNotToldAfterwards() {
    story.hears(listing(LATER, "right"), listing(SHIPPED, "wrong"));
    assertEquals("Placed Paid Shipped", story.told());
    assertEquals(0, story.state().unitsToShip());
  }

  @Test
  @DisplayName("plugins get switched off: what is listed no more, and by nothing else, stays told")
  void aParcelWithoutSuccessorStays() {
    story.hears(listing(SHIPPED, "a"), listing(LATER));
    story.hears(listing(LATER.plusSeconds(60), "a", "b"), listing(LATER.plusSeconds(90), "b"));
    assertEquals("Placed Paid Shipped Shipped", story.told());
    assertTrue(story.state().shipments().stream().allMatch(Shipment::live));
  }

  @Test
  @DisplayName("X6: … also of an erased customer, of whose parcels only hashed ids are known")
  void aReplacedParcelOfAnErasedOrder() {
    story.hears(listing(SHIPPED, "wrong")).erases();
    story.hears(listing(LATER, "wrong"), listing(LATER.plusSeconds(60), "right"));
    assertEquals("Placed Paid Shipped Erased", story.told());
    assertEquals(1, story.state().shipments().stream().filter(Shipment::live).count());
    assertFalse(StoredJson.write(story.state()).contains("right"));
  }

  private static OrderUpdate listing(Instant at, String... ids) {
    var parcels =
        Stream.of(ids)
            .map(id -> parcel(id, at, at, List.of(new Tracking(id, null)), List.of()))
            .toList();
    return update().with(order(at, PAID).withOnlyParcels(List.of(ids))).withFulfilments(parcels);
  }

  @Test
  void ofParcelsKeptByEarlierVersionsTheContentsAreNotUnknown() {
    var kept = StoredJson.write(unknown("a", SHIPPED)).replace(",\"contentsUnknown\":true", "");
    assertFalse(kept.contains("Unknown"));
    assertFalse(StoredJson.write(firstParcel()).contains("Unknown"));
    assertFalse(StoredJson.read(kept, Fulfilment.class).contentsUnknown());
  }

  private static Fulfilment unknown(String id, Instant at) {
    return parcel(id, SHIPPED, at, List.of(new Tracking(id, null)), List.of()).ofUnknownContents();
  }

  @Test
  @DisplayName("Imported: first seen more than 48 h after it was placed")
  void anOrderFirstSeenLateIsImported() {
    assertFalse(new Story(PLACED.plusSeconds(48 * 3600)).hears(placed()).state().imported());
    assertTrue(new Story(PLACED.plusSeconds(48 * 3600 + 1)).hears(placed()).state().imported());
  }

  @Test
  @DisplayName("S2-2: some, and the last, of the items")
  void partsAreToldApart() {
    story.hears(aPaidOrder(), shipped(), update().withFulfilments(List.of(secondParcel())));
    var parts = story.state().shipments().stream().map(Shipment::part).toList();
    assertEquals(List.of(Part.SOME, Part.LAST), parts);
    assertEquals(List.of(1, 2), story.state().shipments().stream().map(Shipment::number).toList());
  }

  @Test
  void oneParcelWithAllIsTheWholeOrder() {
    var all = parcel("1", SHIPPED, SHIPPED, List.of(), List.of());
    story.hears(aPaidOrder().withFulfilments(List.of(all)));
    assertEquals(Part.WHOLE, story.state().shipments().get(0).part());
    assertEquals(3, story.state().shipments().get(0).itemCount());
  }

  @Test
  void oneParcelsNumberNeverStandsInAnothers() {
    var number = List.of(new Tracking("05228801234567", null));
    story.hears(
        aPaidOrder()
            .withFulfilments(
                List.of(
                    parcel("1", SHIPPED, SHIPPED, number, List.of(new Item(BEADS, "", 2))),
                    parcel("2", SHIPPED, SHIPPED, List.of(), List.of(new Item(CORD, "", 1))))));
    assertEquals(List.of(), story.state().shipments().get(1).tracking());
  }

  @Test
  @DisplayName("A changed number, carrier or content of a parcel we told of is told")
  void aChangedParcelIsTold() {
    var other = firstParcel(LATER, "05228807654321");
    story.hears(aPaidOrder(), shipped(), update().withFulfilments(List.of(other)));
    assertEquals("Placed Paid Shipped ShipmentChanged", story.told());
    var changed = (Happened.ShipmentChanged) story.happened().get(3);
    assertEquals(List.of("tracking"), changed.changed());
    assertEquals("05228801234567", changed.previousTracking().get(0).number());

    story.hears(shipped(), update().withFulfilments(List.of(other)));
    assertEquals("Placed Paid Shipped ShipmentChanged", story.told());
  }

  @Test
  void aNumberWrittenDifferentlyIsNoChange() {
    var same = firstParcel(LATER, "0522 8801-234567");
    story.hears(aPaidOrder(), shipped(), update().withFulfilments(List.of(same)));
    assertEquals("Placed Paid Shipped", story.told());
  }

  @Test
  void aCarrierAndItemsMayChange() {
    var other =
        new Fulfilment(
            FIRST_PARCEL,
            SHIPPED,
            LATER,
            false,
            "GLS",
            null,
            List.of(new Tracking("05228801234567", null)),
            List.of(new Item(BEADS, "", 1)),
            false,
            true,
            null,
            null,
            null,
            null,
            null);
    story.hears(aPaidOrder(), shipped(), update().withFulfilments(List.of(other)));
    var changed = (Happened.ShipmentChanged) story.happened().get(3);
    assertEquals(List.of("carrier", "items"), changed.changed());
    assertEquals(2, story.state().unitsToShip());
  }

  @Test
  void aParcelCalledBackIsToldOnceAndItsUnitsAreToShipAgain() {
    var back = update().withFulfilments(List.of(cancelled(firstParcel(), LATER)));
    story.hears(aPaidOrder(), shipped(), back, back, shipped());
    assertEquals("Placed Paid Shipped ShipmentCancelled", story.told());
    assertEquals(3, story.state().unitsToShip());
    assertEquals("05228801234567", story.state().shipments().get(0).tracking().get(0).number());
  }

  @Test
  @DisplayName("the label of a parcel that was called back may carry another")
  void aScanOfItsNumberIsOfTheParcelThatCarriesItNow() {
    var number = "05228801234567";
    var back = update().withFulfilments(List.of(cancelled(firstParcel(), LATER)));
    var again =
        parcel(
            SECOND_PARCEL,
            LATER,
            LATER,
            List.of(new Tracking(number, null)),
            List.of(new Item(BEADS, "Glass beads", 2)));
    var at = LATER.plusSeconds(3600);
    var scan =
        new Scan("1", null, number, OUT_FOR_DELIVERY, "out", null, null, null, at, null, false);
    story.hears(
        aPaidOrder(), shipped(), back, update().withFulfilments(List.of(again)), scanned(scan));
    assertEquals("Placed Paid Shipped ShipmentCancelled Shipped out_for_delivery", story.told());
    var carrying =
        story.state().shipments().stream()
            .filter(shipment -> shipment.facet().id().equals(SECOND_PARCEL))
            .findFirst()
            .orElseThrow();
    assertEquals(OUT_FOR_DELIVERY, carrying.status());
  }

  @Test
  @DisplayName("… and hears what was scanned before it was known")
  void aParcelHearsWhatWasScannedOfItsLabelBefore() {
    var back = update().withFulfilments(List.of(cancelled(firstParcel(), LATER)));
    var scan = ofNumber("1", IN_TRANSIT, false);
    story.hears(aPaidOrder(), shipped(), back, scanned(scan), beadsUnder("05228801234567"));
    assertEquals("Placed Paid Shipped ShipmentCancelled Shipped in_transit", story.told());
  }

  @Test
  void parcelsUnderOneLabelHearTheSame() {
    var scan = scanned(ofNumber("1", DELIVERED, false));
    var together = "Placed Paid Shipped Shipped delivered delivered";
    var second = beadsUnder("05228801234567");
    assertEquals(together, story.hears(aPaidOrder(), shipped(), second, scan, scan).told());
    var later = new Story(PLACED).hears(aPaidOrder(), shipped(), scan, second, second);
    assertEquals("Placed Paid Shipped delivered Shipped delivered", later.told());
  }

  private static OrderUpdate beadsUnder(String number) {
    return update()
        .withFulfilments(
            List.of(
                parcel(
                    SECOND_PARCEL,
                    LATER,
                    LATER,
                    List.of(new Tracking(number, null)),
                    List.of(new Item(BEADS, "Glass beads", 1)))));
  }

  @Test
  @DisplayName("a scan of a number that a parcel no longer has makes no parcel of its own")
  void aReplacedNumberIsNoParcel() {
    var replaced = update().withFulfilments(List.of(firstParcel(LATER, "JO-77")));
    var late = scanned(ofNumber("1", IN_TRANSIT, false));
    story.hears(aPaidOrder(), shipped(), replaced, late).waitsEnough();
    assertEquals("Placed Paid Shipped ShipmentChanged", story.told());
    assertEquals(1, story.state().shipments().size());
    assertEquals(List.of(), story.state().looseScans());
    var backwards = new Story(PLACED).hears(aPaidOrder(), replaced, shipped(), late);
    assertEquals("Placed Paid Shipped", backwards.waitsEnough().told());
  }

  @Test
  @DisplayName("S2-2: a parcel whose order nobody tells of is told to whom the parcel names")
  void aParcelKnowsWhomItIsFor() {
    var zoe = new Customer("Zoë Müller", "Zoë", "zoe@example.com", null, null);
    var parcel = firstParcel().withRecipient(new OrderUpdate.Recipient(zoe, "#1001"));
    story.hears(update().withFulfilments(List.of(parcel))).waitsEnough();
    assertEquals("Shipped", story.told());
    assertEquals(zoe, story.state().customer());
    assertEquals("#1001", story.state().number());
    story.erases();
    assertNull(story.state().customer().email());
    assertFalse(StoredJson.write(story.state()).contains("zoe@"));
  }

  @Test
  void aParcelThatWasCalledBackBeforeWeHeardOfItIsNotTold() {
    var back = update().withFulfilments(List.of(cancelled(firstParcel(), LATER)));
    assertEquals("Placed Paid", story.hears(aPaidOrder(), back, shipped()).told());
  }

  @Test
  void giftCardsShipNothing() {
    var lines =
        List.of(
            new OrderLine("9", "Gift card", null, null, 1, false, eur(2500)),
            new OrderLine(CORD, "Cord", null, null, 1, true, eur(690)));
    var card = parcel("1", SHIPPED, SHIPPED, List.of(), List.of(new Item("9", "Gift card", 1)));
    story.hears(update().with(order(PAID, PAID, lines)).withFulfilments(List.of(card)));
    assertEquals("Placed Paid", story.told());
    assertEquals(1, story.state().unitsToShip());

    var rest =
        parcel(
            "2",
            SHIPPED,
            SHIPPED,
            List.of(),
            List.of(new Item(CORD, "Cord", 1), new Item("9", "Gift card", 1)));
    story.hears(update().withFulfilments(List.of(rest)));
    assertEquals("Placed Paid Shipped", story.told());
    var told = story.state().shipments().stream().filter(Shipment::told).toList();
    assertEquals(List.of(CORD), told.get(0).items().stream().map(ShippedItem::lineId).toList());
    assertEquals(Part.WHOLE, told.get(0).part());
  }

  @Test
  void anOrderCompletedWithoutAParcelIsOneShipmentAndItsNumberMayComeLater() {
    story.hears(update().with(completed(order(PAID, PAID), SHIPPED)));
    assertEquals("Placed Paid Shipped", story.told());
    assertEquals(Part.WHOLE, story.state().shipments().get(0).part());
    var id = story.state().shipments().get(0).id();

    var numbered =
        parcel("tracking-1", SHIPPED, LATER, List.of(new Tracking("JO-77", null)), List.of());
    story.hears(update().withFulfilments(List.of(numbered)));
    assertEquals("Placed Paid Shipped ShipmentChanged", story.told());
    assertEquals(1, story.state().shipments().size());
    assertEquals(id, story.state().shipments().get(0).id());
    assertEquals("tracking-1", story.state().shipments().get(0).facet().id());
    assertEquals(3, story.state().shipments().get(0).itemCount());
  }

  @Test
  void aNumberKnownWhenTheOrderIsCompletedIsNoSecondShipment() {
    var numbered = parcel("1", SHIPPED, SHIPPED, List.of(new Tracking("JO-77", null)), List.of());
    story.hears(
        update().with(completed(order(PAID, PAID), SHIPPED)).withFulfilments(List.of(numbered)));
    story.hears(update().with(completed(order(LATER, PAID), LATER)));
    assertEquals("Placed Paid Shipped", story.told());
  }

  @Test
  void theRestOfACompletedOrderIsItsLastShipment() {
    story.hears(aPaidOrder(), shipped(), update().with(completed(order(LATER, PAID), LATER)));
    assertEquals("Placed Paid Shipped Shipped", story.told());
    assertEquals(Part.LAST, story.state().shipments().get(1).part());
    assertEquals(0, story.state().unitsToShip());
  }

  @Test
  @DisplayName("A parcel moves forward with its scans, and late older ones change nothing")
  void scansMoveAParcelForward() {
    story.hears(aPaidOrder(), shipped(), scanned(scan("1", PICKED_UP, "2026-03-03T16:00:00Z")));
    story.hears(scanned(scan("3", OUT_FOR_DELIVERY, "2026-03-05T06:00:00Z")));
    story.hears(scanned(scan("2", IN_TRANSIT, "2026-03-04T06:00:00Z")));
    story.hears(scanned(scan("0", LABEL, "2026-03-05T07:00:00Z")));
    story.hears(scanned(scan("3", OUT_FOR_DELIVERY, "2026-03-05T06:00:00Z")));
    story.hears(scanned(scan("4", DELIVERED, "2026-03-05T11:00:00Z")));
    story.hears(scanned(scan("5", IN_TRANSIT, "2026-03-05T12:00:00Z")));
    assertEquals("Placed Paid Shipped picked_up out_for_delivery delivered", story.told());
    assertEquals(6, story.state().shipments().get(0).scans().size());
    assertEquals(
        Instant.parse("2026-03-05T11:00:00Z"), story.state().shipments().get(0).deliveredAt());
  }

  @Test
  void onItsWayAParcelMayBeDelayedAndTriedByTurns() {
    story.hears(
        aPaidOrder(),
        shipped(),
        scanned(scan("1", IN_TRANSIT, "2026-03-04T01:00:00Z")),
        scanned(scan("2", DELAYED, "2026-03-04T02:00:00Z")),
        scanned(scan("3", IN_TRANSIT, "2026-03-04T03:00:00Z")),
        scanned(scan("4", OUT_FOR_DELIVERY, "2026-03-04T04:00:00Z")),
        scanned(scan("5", ATTEMPT_FAILED, "2026-03-04T05:00:00Z")),
        scanned(scan("6", OUT_FOR_DELIVERY, "2026-03-04T06:00:00Z")),
        scanned(scan("7", DELIVERED, "2026-03-04T07:00:00Z")));
    assertEquals(
        "Placed Paid Shipped in_transit delayed in_transit out_for_delivery attempt_failed"
            + " out_for_delivery delivered",
        story.told());
  }

  @Test
  void aReturningParcelIsNotOnItsWayAgain() {
    story.hears(
        aPaidOrder(),
        shipped(),
        scanned(scan("1", RETURNING, "2026-03-04T01:00:00Z")),
        scanned(scan("2", IN_TRANSIT, "2026-03-04T02:00:00Z")));
    assertEquals(RETURNING, story.state().shipments().get(0).status());
    assertEquals("Placed Paid Shipped returning returning", story.told());
  }

  @Test
  @DisplayName("What came back after some trouble on its way is told as what came back")
  void aReturningParcelMayBeInTrouble() {
    story.hears(
        aPaidOrder(),
        shipped(),
        scanned(scan("1", RETURNING, "2026-03-04T01:00:00Z")),
        scanned(scan("2", PROBLEM, "2026-03-04T02:00:00Z")),
        scanned(scan("3", DELIVERED, "2026-03-04T03:00:00Z")));
    assertEquals("Placed Paid Shipped returning problem delivered", story.told());
    assertEquals(RETURNING, ((Happened.ParcelMoved) story.happened().get(5)).previous());
    assertTrue(story.state().shipments().get(0).cameBack());
  }

  @Test
  @DisplayName("… but not what was on its way to its customer again, nor what never came back")
  void aParcelThatReturnedMayBeDeliveredAfterAll() {
    story.hears(
        aPaidOrder(),
        shipped(),
        scanned(scan("1", RETURNING, "2026-03-04T01:00:00Z")),
        scanned(scan("2", PROBLEM, "2026-03-04T02:00:00Z")),
        scanned(scan("3", OUT_FOR_DELIVERY, "2026-03-04T03:00:00Z")),
        scanned(scan("4", PROBLEM, "2026-03-04T04:00:00Z")),
        scanned(scan("5", DELIVERED, "2026-03-04T05:00:00Z")));
    assertEquals(PROBLEM, ((Happened.ParcelMoved) story.last().happened().get(0)).previous());
    assertFalse(story.state().shipments().get(0).cameBack());
  }

  @Test
  @DisplayName("A newer scan of the same status is a sign of life: its clock needs it")
  void aSignOfLifeIsTold() {
    story.hears(
        aPaidOrder(),
        shipped(),
        scanned(scan("1", IN_TRANSIT, "2026-03-04T01:00:00Z")),
        scanned(scan("2", IN_TRANSIT, "2026-03-04T09:00:00Z")));
    var last = (Happened.ParcelMoved) story.happened().get(4);
    assertEquals(IN_TRANSIT, last.previous());
    assertEquals(IN_TRANSIT, last.status());
  }

  @Test
  void aStatusThatNobodyKnowsIsKept() {
    var odd =
        new Scan(
            "1",
            FIRST_PARCEL,
            null,
            UNKNOWN,
            "BEAMED_UP",
            null,
            null,
            null,
            Instant.parse("2026-03-04T01:00:00Z"),
            null,
            false);
    story.hears(aPaidOrder(), shipped(), scanned(odd));
    assertEquals(LABEL, story.state().shipments().get(0).status());
    assertEquals("BEAMED_UP", story.state().shipments().get(0).scans().get(0).rawStatus());
  }

  @Test
  void aScanTakenBackCountsNoMore() {
    var delivered = Instant.parse("2026-03-05T11:00:00Z");
    story.hears(
        aPaidOrder(),
        shipped(),
        scanned(scan("1", IN_TRANSIT, "2026-03-04T01:00:00Z")),
        scanned(scan("2", FIRST_PARCEL, DELIVERED, delivered, false)),
        scanned(scan("2", FIRST_PARCEL, DELIVERED, delivered, true)),
        scanned(scan("2", FIRST_PARCEL, DELIVERED, delivered, false)));
    assertEquals("Placed Paid Shipped in_transit delivered in_transit", story.told());
    assertNull(story.state().shipments().get(0).deliveredAt());
  }

  @Test
  void thePlatformsOwnViewOfAParcelMovesItOnceToo() {
    var transit = at(firstParcel(), IN_TRANSIT, Instant.parse("2026-03-04T01:00:05Z"));
    var delivered = at(firstParcel(), DELIVERED, Instant.parse("2026-03-05T01:00:05Z"));
    story.hears(
        aPaidOrder(),
        shipped(),
        scanned(scan("1", IN_TRANSIT, "2026-03-04T01:00:00Z")),
        update().withFulfilments(List.of(transit)),
        update().withFulfilments(List.of(delivered)),
        scanned(scan("2", DELIVERED, "2026-03-05T01:00:00Z")));
    assertEquals("Placed Paid Shipped in_transit delivered", story.told());
  }

  @Test
  @DisplayName("Parcel before its order: it waits, and all is told when the order comes")
  void aParcelWaitsForItsOrder() {
    story.hears(scanned(scan("1", IN_TRANSIT, "2026-03-04T01:00:00Z")), shipped());
    assertEquals("", story.told());
    assertEquals(story.now().plusSeconds(15 * 60), story.state().awaitUntil());
    story.hears(aPaidOrder());
    assertEquals("Placed Paid Shipped in_transit", story.told());
    assertNull(story.state().awaitUntil());
  }

  @Test
  @DisplayName("… and after 15 minutes what is known is told")
  void aParcelDoesNotWaitForEver() {
    story.hears(shipped()).waitsEnough();
    assertEquals("Shipped", story.told());
    assertNull(story.state().awaitUntil());
    assertEquals(OrderExamples.PLATFORM_ID, story.state().number());
    story.hears(scanned(scan("1", IN_TRANSIT, "2026-03-04T01:00:00Z")));
    assertEquals("Shipped in_transit", story.told());
    story.hears(aPaidOrder());
    assertEquals("Shipped in_transit Placed Paid", story.told());
  }

  @Test
  @DisplayName("… and if nobody said what is in it, the order says so when it comes")
  void aParcelOfUnknownContentsHoldsWhatWasOrdered() {
    var unknown = parcel("a1", SHIPPED, SHIPPED, List.of(), List.of());
    story.hears(update().withFulfilments(List.of(unknown))).waitsEnough();
    assertEquals(0, story.state().shipments().get(0).itemCount());
    story.hears(aPaidOrder());
    assertEquals("Shipped Placed Paid ShipmentChanged", story.told());
    assertEquals(List.of("items"), ((Happened.ShipmentChanged) story.happened().get(3)).changed());
    assertEquals(3, story.state().shipments().get(0).itemCount());
    assertEquals(0, story.state().unitsToShip());
    story.hears(aPaidOrder());
    assertEquals("Shipped Placed Paid ShipmentChanged", story.told());
  }

  @Test
  void aParcelWhoseContentsWereToldKeepsThem() {
    story.hears(shipped()).waitsEnough().hears(aPaidOrder());
    assertEquals("Shipped Placed Paid", story.told());
    assertEquals(1, story.state().unitsToShip());
  }

  @Test
  @DisplayName("what has a number to follow left, though nothing in it is of a kind that ships")
  void aParcelWithANumberHoldsWhatItHolds() {
    var lines = List.of(new OrderLine(BEADS, "Glass beads", null, null, 2, false, null));
    story.hears(update().with(order(PAID, PAID, lines)), shipped());
    assertEquals("Placed Paid Shipped", story.told());
    assertEquals(2, story.state().shipments().get(0).itemCount());
  }

  @Test
  void aScanProvesThatAParcelLeft() {
    story.hears(aPaidOrder(), scanned(scan("1", IN_TRANSIT, "2026-03-04T01:00:00Z")));
    assertEquals("Placed Paid", story.told());
    assertNotNull(story.state().awaitUntil());
    story.waitsEnough();
    assertEquals("Placed Paid Shipped in_transit", story.told());
    story.hears(shipped());
    assertEquals("Placed Paid Shipped in_transit ShipmentChanged", story.told());
    assertEquals(1, story.state().shipments().size());
  }

  @Test
  void aScanFindsItsParcelByTrackingNumber() {
    story.hears(aPaidOrder(), scanned(ofNumber("1", IN_TRANSIT, false)), shipped());
    assertEquals("Placed Paid Shipped in_transit", story.told());
  }

  @Test
  @DisplayName("S2-2: a parcel that a carrier scanned before the platform named it is told once")
  void aParcelThatWasScannedFirstIsThatWhichIsNamedLater() {
    story.hears(aPaidOrder(), scanned(ofNumber("1", IN_TRANSIT, false))).waitsEnough();
    assertEquals("Placed Paid Shipped in_transit", story.told());
    story.hears(shipped());
    assertEquals("Placed Paid Shipped in_transit ShipmentChanged", story.told());
    assertEquals(1, story.state().shipments().size());
    story.hears(scanned(ofNumber("2", DELIVERED, false)));
    assertEquals("Placed Paid Shipped in_transit ShipmentChanged delivered", story.told());
  }

  @Test
  @DisplayName("S2-2: two parcels under one number are two, however their sender names them")
  void aSendersNameMayLookLikeOurs() {
    var one = parcel("parcel 1", SHIPPED, SHIPPED, List.of(new Tracking("77", null)), List.of());
    var two = parcel("parcel 77", SHIPPED, SHIPPED, one.tracking(), List.of());
    story.hears(aPaidOrder(), update().withFulfilments(List.of(one)));
    story.hears(update().withFulfilments(List.of(two)));
    assertEquals("Placed Paid Shipped Shipped", story.told());
    var erased = new Story(Instant.parse("2026-03-08T15:00:00Z"));
    erased.hears(aPaidOrder(), update().withFulfilments(List.of(two))).erases();
    erased.hears(update().withFulfilments(List.of(one)), update().withFulfilments(List.of(two)));
    assertEquals("Placed Paid Shipped Erased Shipped", erased.told());
  }

  @Test
  void aLabelOrAScanTakenBackDoesNotProveThatAParcelLeft() {
    story
        .hears(
            aPaidOrder(),
            scanned(ofNumber("1", LABEL, false)),
            scanned(ofNumber("2", UNKNOWN, false)),
            scanned(ofNumber("3", IN_TRANSIT, false)),
            scanned(ofNumber("3", IN_TRANSIT, true)))
        .waitsEnough();
    assertEquals("Placed Paid", story.told());
    assertNull(story.state().awaitUntil());
  }

  private static Scan ofNumber(String id, ParcelStatus status, boolean deleted) {
    return new Scan(
        id,
        null,
        "0522-8801-234567",
        status,
        "",
        null,
        null,
        null,
        Instant.parse("2026-03-04T01:00:00Z"),
        null,
        deleted);
  }

  @Test
  void refundsAreToldOnceEachAndTheLastIsFull() {
    story.hears(
        aPaidOrder(),
        refunded("1", 1250, "2026-03-06T18:00:00Z"),
        refunded("1", 1250, "2026-03-06T18:00:00Z"),
        refunded("2", 2430, "2026-03-07T18:00:00Z"));
    assertEquals("Placed Paid Refunded Refunded", story.told());
    assertFalse(((Happened.Refunded) story.happened().get(2)).full());
    assertTrue(((Happened.Refunded) story.happened().get(3)).full());
    assertEquals(0, story.state().unitsToShip());
  }

  @Test
  @DisplayName("WooCommerce lists all refunds with each update: what is missing was taken back")
  void aRefundThatWasTakenBackCountsNoMore() {
    var refund = refunded("1", 3680, "2026-03-06T18:00:00Z").refunds();
    var made = update().with(order(SHIPPED, PAID).withOnly(refund)).withRefunds(refund);
    story.hears(made);
    assertEquals(0, story.state().unitsToShip());
    story.hears(update().with(order(LATER, PAID).withOnly(List.of())));
    assertEquals("Placed Paid Refunded Changed", story.told());
    assertEquals(List.of(), story.state().refunds());
    assertEquals(3, story.state().unitsToShip());
    story.hears(made);
    assertEquals(3, story.state().unitsToShip());
  }

  @Test
  @DisplayName("… also if the order's time tells nothing of it")
  void aRefundTakenBackDoesNotChangeTheOrdersTime() {
    var refund = refunded("1", 1250, "2026-03-06T18:00:00Z").refunds();
    var made = update().with(order(LATER, PAID).withOnly(refund)).withRefunds(refund);
    var takenBack = update().with(order(LATER, PAID).withOnly(List.of()));
    assertEquals(List.of(), story.hears(made, takenBack).state().refunds());
    assertEquals(List.of(), new Story(PLACED).hears(takenBack, made).state().refunds());
  }

  @Test
  void whatWasGivenBackWithoutARefundEndsWithThePlatformsWord() {
    var refunded = refundedInFull(order(SHIPPED, PAID), SHIPPED).withOnly(List.of());
    story.hears(aPaidOrder(), update().with(refunded)).waitsEnough();
    assertEquals("Placed Paid Refunded", story.told());
    story.hears(update().with(order(LATER, PAID).withOnly(List.of())));
    assertEquals(3, story.state().unitsToShip());
  }

  @Test
  void ofAFreeOrderNothingIsGivenBack() {
    var free = order(PAID, PAID);
    var refunded =
        new Order(
            free.number(),
            free.placedAt(),
            LATER,
            free.paidAt(),
            null,
            null,
            null,
            false,
            true,
            free.customer(),
            null,
            eur(0),
            free.lines());
    story.hears(update().with(refunded)).waitsEnough();
    assertEquals("Placed Paid", story.told());
  }

  @Test
  @DisplayName(
      "S2-11: that the shop is to ship before it is paid is told, also if it turns out later")
  void whatShipsUnpaidIsTold() {
    var placed = order(PLACED, null);
    story.hears(update().with(placed));
    assertFalse(story.state().shipsUnpaid());
    var later = order(PAID, null).asShippedUnpaid();
    story.hears(update().with(later), update().with(later));
    assertEquals("Placed Changed", story.told());
    assertTrue(story.state().shipsUnpaid());
    story.hears(aPaidOrder());
    assertEquals("Placed Changed Paid", story.told());
    assertFalse(story.state().shipsUnpaid());
  }

  @Test
  @DisplayName("the platform's own word ends a problem, if it is a later one")
  void aProblemPasses() {
    story.hears(
        aPaidOrder(),
        said(PROBLEM, LATER),
        said(IN_TRANSIT, LATER.plusSeconds(60)),
        said(OUT_FOR_DELIVERY, LATER.plusSeconds(120)),
        said(ATTEMPT_FAILED, LATER.plusSeconds(180)),
        said(DELIVERED, LATER.plusSeconds(240)));
    assertEquals(
        "Placed Paid Shipped problem in_transit out_for_delivery attempt_failed delivered",
        story.told());
  }

  private static OrderUpdate said(ParcelStatus status, Instant at) {
    var parcel = firstParcel(at, "05228801234567");
    return update()
        .withFulfilments(
            List.of(
                new Fulfilment(
                    parcel.id(),
                    parcel.createdAt(),
                    parcel.updatedAt(),
                    false,
                    parcel.carrierName(),
                    parcel.service(),
                    parcel.tracking(),
                    parcel.items(),
                    false,
                    true,
                    null,
                    parcel.destination(),
                    null,
                    status,
                    status.word())));
  }

  @Test
  void aRefundThatThePlatformOnlyMentionsIsWaitedForAndThenTold() {
    story.hears(aPaidOrder(), update().with(refundedInFull(order(LATER, PAID), LATER)));
    assertEquals("Placed Paid", story.told());
    assertNotNull(story.state().awaitUntil());
    story.waitsEnough();
    var refund = (Happened.Refunded) story.happened().get(2);
    assertTrue(refund.full());
    assertEquals(eur(3680), refund.refund().amount());
    assertNull(story.state().awaitUntil());
  }

  @Test
  @DisplayName("S2-1: a hold is told, with each new date, and so is its end")
  void aHoldIsTold() {
    story.hears(aPaidOrder(), held("2026-03-12", "2026-03-03T08:00:00Z", false));
    assertEquals(OrderStatus.HELD, story.state().status());
    story.hears(
        held("2026-03-12", "2026-03-03T08:00:00Z", false),
        held("2026-03-15", "2026-03-03T10:00:00Z", false),
        held("2026-03-10", "2026-03-03T07:00:00Z", false),
        held(null, "2026-03-03T12:00:00Z", true),
        held(null, "2026-03-03T12:00:00Z", true));
    assertEquals("Placed Paid Held Held Released", story.told());
    assertEquals(OrderStatus.OPEN, story.state().status());
  }

  @Test
  @DisplayName("what its customer fetches is held and released as any order, until it is fetched")
  void anOrderToCollectIsHeld() {
    var order = order(PAID, PAID, notShipping(OrderExamples.LINES)).asCollected();
    story.hears(update().with(order), held("2026-03-12", "2026-03-03T08:00:00Z", false));
    assertEquals("Placed Paid Held", story.told());
    assertEquals(OrderStatus.HELD, story.state().status());
    assertEquals(0, story.state().unitsToShip());
    story.hears(update().with(completed(order, LATER).asCollected()));
    assertEquals(OrderStatus.OPEN, story.state().status());
    assertEquals("Placed Paid Held", story.told());
  }

  @Test
  void anOrderThatHasLeftIsNotHeld() {
    var all = parcel("1", SHIPPED, SHIPPED, List.of(), List.of());
    story.hears(
        aPaidOrder().withFulfilments(List.of(all)),
        held("2026-03-12", "2026-03-03T08:00:00Z", false));
    assertEquals("Placed Paid Shipped", story.told());
    assertEquals(OrderStatus.OPEN, story.state().status());
  }

  @Test
  void anOrderIsCancelledOnce() {
    var off = update().with(cancelled(order(PAID, PAID), LATER, "customer"));
    story.hears(aPaidOrder(), off, off, aPaidOrder());
    assertEquals("Placed Paid Cancelled", story.told());
    assertEquals("customer", ((Happened.Cancelled) story.happened().get(2)).reason());
    assertEquals(0, story.state().unitsToShip());
    assertEquals(OrderStatus.CANCELLED, story.state().status());
  }

  @Test
  void anOrderCancelledByMistakeIsPaidAgainForItsClock() {
    var off = update().with(cancelled(order(PAID, PAID), LATER, "other"));
    story.hears(aPaidOrder(), off, update().with(order(LATER.plusSeconds(60), PAID)));
    assertEquals("Placed Paid Cancelled Paid", story.told());
    assertEquals(3, story.state().unitsToShip());
    story.hears(off, aPaidOrder());
    assertEquals("Placed Paid Cancelled Paid", story.told());
  }

  @Test
  void whatIsToldWithoutTheOrderStays() {
    story.hears(
        placed(),
        milestone(Kind.PAID, "2026-03-02T10:00:00Z"),
        milestone(Kind.CANCELLED, "2026-03-02T11:00:00Z"),
        update().with(order(LATER, null)));
    assertEquals("Placed Paid Cancelled", story.told());
    assertEquals(OrderStatus.CANCELLED, story.state().status());
  }

  @Test
  void aDeletedOrderIsOffUntilItIsRestored() {
    story.hears(aPaidOrder(), milestone(Kind.DELETED, "2026-03-02T10:00:00Z"));
    assertEquals("Placed Paid Cancelled", story.told());
    story.hears(milestone(Kind.RESTORED, "2026-03-02T11:00:00Z"));
    story.hears(milestone(Kind.DELETED, "2026-03-02T10:00:00Z"));
    assertEquals("Placed Paid Cancelled Paid", story.told());
    assertEquals(3, story.state().unitsToShip());
  }

  @Test
  @DisplayName("a deleted order that changes later is there again, though nobody says restored")
  void aDeletedOrderThatChangesIsThereAgain() {
    story.hears(aPaidOrder(), milestone(Kind.DELETED, "2026-03-02T10:00:00Z"));
    story.hears(update().with(order(Instant.parse("2026-03-02T09:59:00Z"), PAID)));
    assertEquals("Placed Paid Cancelled", story.told());
    story.hears(update().with(order(Instant.parse("2026-03-02T11:00:00Z"), PAID)));
    assertEquals("Placed Paid Cancelled Paid", story.told());
    assertEquals(3, story.state().unitsToShip());
  }

  @Test
  @DisplayName("given up unpaid: a confirmed order is off, one that was never bought stays untold")
  void anOrderGivenUpBeforeItWasPaidIsOff() {
    var givenUp = milestone(Kind.WITHDRAWN, "2026-03-02T18:00:00Z");
    assertEquals("Placed Cancelled", story.hears(placed(), givenUp, givenUp).told());
    assertEquals("Placed Cancelled", new Story(PLACED).hears(givenUp, placed()).told());
    var never = new Story(PLACED).hears(givenUp).waitsEnough();
    assertEquals("", never.told());
  }

  @Test
  @DisplayName("given up unpaid: also one that ships nothing is off, unless something of it left")
  void anOrderThatShipsNothingCanBeGivenUp() {
    var digital = update().with(order(PLACED, null, notShipping(OrderExamples.LINES)));
    var givenUp = milestone(Kind.WITHDRAWN, "2026-03-02T18:00:00Z");
    assertEquals("Placed Cancelled", story.hears(digital, givenUp, givenUp).told());
    assertEquals(OrderStatus.CANCELLED, story.state().status());
    assertEquals("Placed Cancelled", new Story(PLACED).hears(givenUp, digital).told());
    var sent = new Story(PLACED).at("2026-03-08T16:00:00Z").hears(digital, shipped(), givenUp);
    assertEquals("Placed Shipped", sent.told());
    var deleted = milestone(Kind.DELETED, "2026-03-02T18:00:00Z");
    assertEquals("Placed", new Story(PLACED).hears(digital, deleted).told());
  }

  @Test
  void whoPaysAfterAllHasAnOrder() {
    var givenUp = milestone(Kind.WITHDRAWN, "2026-03-02T18:00:00Z");
    var later = Instant.parse("2026-03-02T19:00:00Z");
    var paid = update().with(order(later, later));
    assertEquals("Placed Cancelled Paid", story.hears(placed(), givenUp, paid).told());
    assertEquals(OrderStatus.OPEN, story.state().status());
    assertEquals("Placed Paid", new Story(PLACED).at(later.toString()).hears(givenUp, paid).told());
  }

  @Test
  void deletingAnOrderThatHasLeftIsHousekeeping() {
    var all = parcel("1", SHIPPED, SHIPPED, List.of(), List.of());
    story.hears(
        aPaidOrder().withFulfilments(List.of(all)),
        milestone(Kind.DELETED, "2026-03-06T10:00:00Z"));
    assertEquals("Placed Paid Shipped", story.told());
  }

  @Test
  @DisplayName("A time from the far future would be the newest for ever")
  void theFutureIsNotBelieved() {
    story.hears(update().with(order(Instant.parse("2099-01-01T00:00:00Z"), null)));
    story.at("2026-03-08T16:00:00Z");
    story.hears(update().with(order(Instant.parse("2026-03-08T15:59:00Z"), PAID)));
    assertEquals("Placed Paid", story.told());
    assertNotNull(story.state().order().paidAt());
  }

  @Test
  @DisplayName("X6: an erased customer stays away, whatever still comes")
  void anErasedCustomerStaysAway() {
    var home = aPaidOrder().withFulfilments(List.of(firstParcel(), secondParcel()));
    story.hears(home, held("2026-03-12", "2026-03-03T08:00:00Z", false)).erases();
    story.hears(
        update().with(order(LATER, PAID)).withFulfilments(List.of(firstParcel(LATER, "9"))));
    var kept = StoredJson.write(story.state());
    for (var personal :
        List.of("zoe@", "Zoë", "Müller", "Lindenweg", "5550100", "lucky bead", "05228801234567")) {
      assertFalse(kept.contains(personal), personal);
    }
    assertEquals("Placed Paid Shipped Shipped Erased", story.told());
    assertTrue(kept.contains("Glass beads"));
  }

  @Test
  @DisplayName("X6: ids that hold a parcel's number go too, and the same parcel is known by them")
  void anErasedOrdersIdsHoldNoNumber() {
    var number = "00340434161094042557";
    var label =
        update()
            .withFulfilments(
                List.of(
                    parcel(
                        "label-" + number,
                        SHIPPED,
                        SHIPPED,
                        List.of(new Tracking(number, null)),
                        List.of())));
    var seen = scanned(scan(number + " in_transit", "label-" + number, IN_TRANSIT, LATER, false));
    var looked = scanned(unnamed(number, LATER.plusSeconds(60)));
    story.hears(aPaidOrder(), label, seen).erases();
    assertFalse(StoredJson.write(story.state()).contains(number));
    story.hears(label, seen, looked).waitsEnough();
    story.hears(label, seen, scanned(scan("d", "label-" + number, DELIVERED, LATER, false)));
    assertEquals("Placed Paid Shipped in_transit Erased delivered", story.told());
    assertEquals(1, story.state().shipments().size());
    assertFalse(StoredJson.write(story.state()).contains(number));
  }

  @Test
  @DisplayName("X6: a parcel that only a carrier had named, too")
  void anErasedOrdersScannedParcelIsKnownAgain() {
    var number = "0034 0434 1610 9404 2557";
    var looked = scanned(unnamed(number, LATER));
    story.hears(aPaidOrder(), looked).waitsEnough().erases();
    var named =
        update()
            .withFulfilments(
                List.of(
                    parcel(
                        "1",
                        SHIPPED,
                        SHIPPED,
                        List.of(new Tracking(number.replace(" ", ""), null)),
                        List.of())));
    story.hears(looked, named, looked, named).waitsEnough();
    assertEquals("Placed Paid Shipped in_transit Erased ShipmentChanged", story.told());
    assertFalse(StoredJson.write(story.state()).contains("0034"));
  }

  private static Scan unnamed(String number, Instant at) {
    return new Scan(
        number + " in_transit",
        null,
        number,
        IN_TRANSIT,
        "in_transit",
        null,
        null,
        null,
        at,
        null,
        false);
  }

  @Test
  @DisplayName("as many lines as may be, in many parcels, are counted in no time")
  void manyLinesInManyParcels() {
    var lines =
        IntStream.range(0, 2_000)
            .mapToObj(i -> new OrderLine("line " + i, "Bead", null, null, 60, true, null))
            .toList();
    var items = lines.stream().map(line -> new Item(line.id(), "Bead", 1)).toList();
    var parcels =
        IntStream.range(0, 50)
            .mapToObj(i -> parcel("p" + i, SHIPPED, SHIPPED, List.of(), items))
            .toList();
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> story.hears(update().with(order(PAID, PAID, lines)).withFulfilments(parcels)));
    assertEquals(20_000, story.state().unitsToShip());
  }

  @Test
  void aStateSurvivesBeingStored() {
    story.hears(aPaidOrder(), shipped(), held("2026-03-12", "2026-03-03T08:00:00Z", false));
    story.hears(scanned(scan("1", IN_TRANSIT, "2026-03-04T01:00:00Z")));
    story.hears(refunded("1", 1250, "2026-03-06T18:00:00Z"));
    story.hears(scanned(scan("2", "unnamed", DELAYED, LATER, false)));
    story.hears(milestone(Kind.RESTORED, "2026-03-02T11:00:00Z"));
    var stored = StoredJson.write(story.state());
    assertEquals(story.state(), StoredJson.read(stored, OrderState.class));
  }

  @Test
  void aCarrierThatRepeatsItselfForEverDoesNotFillTheOrder() {
    story.hears(aPaidOrder(), shipped());
    for (int i = 0; i < 1_000; i++) {
      var at = SHIPPED.plusSeconds(60L * i);
      story.hears(scanned(scan("s" + i, FIRST_PARCEL, IN_TRANSIT, at, false)));
    }
    assertTrue(StoredJson.write(story.state()).length() < 200_000);
  }
}
