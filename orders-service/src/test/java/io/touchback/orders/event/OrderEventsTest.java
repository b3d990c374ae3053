package io.touchback.orders.event;

import static io.touchback.orders.order.OrderExamples.BEADS;
import static io.touchback.orders.order.OrderExamples.CORD;
import static io.touchback.orders.order.OrderExamples.FIRST_PARCEL;
import static io.touchback.orders.order.OrderExamples.HOME;
import static io.touchback.orders.order.OrderExamples.LINES;
import static io.touchback.orders.order.OrderExamples.PAID;
import static io.touchback.orders.order.OrderExamples.PLACED;
import static io.touchback.orders.order.OrderExamples.SECOND_PARCEL;
import static io.touchback.orders.order.OrderExamples.SHIPPED;
import static io.touchback.orders.order.OrderExamples.ZOE;
import static io.touchback.orders.order.OrderExamples.aPaidOrder;
import static io.touchback.orders.order.OrderExamples.cancelled;
import static io.touchback.orders.order.OrderExamples.eur;
import static io.touchback.orders.order.OrderExamples.firstParcel;
import static io.touchback.orders.order.OrderExamples.held;
import static io.touchback.orders.order.OrderExamples.order;
import static io.touchback.orders.order.OrderExamples.placed;
import static io.touchback.orders.order.OrderExamples.refunded;
import static io.touchback.orders.order.OrderExamples.scan;
import static io.touchback.orders.order.OrderExamples.secondParcel;
import static io.touchback.orders.order.OrderExamples.shipped;
import static io.touchback.orders.order.OrderExamples.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.touchback.orders.Keys;
import io.touchback.orders.order.Customer;
import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderExamples;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.order.OrderUpdate.Scan;
import io.touchback.orders.order.OrderUpdate.Tracking;
import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.order.Story;
import io.touchback.orders.order.TrackingLink;
import io.touchback.orders.order.TrackingToken;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event serialises to its golden, and every golden fits its schema. */
class OrderEventsTest {
  private static final Map<String, String> SHIPMENT_IDS =
      Map.of(
          shipmentId(FIRST_PARCEL), "8c1de0b7-2f64-4a9d-8f1e-0d4a6b3c2e11",
          shipmentId(SECOND_PARCEL), "8c1de0b7-2f64-4a9d-8f1e-0d4a6b3c2e12");
  private static final TrackingToken TOKENS =
      new TrackingToken(new Keys("not used")) {
        @Override
        public String of(UUID orderId) {
          return "b3JkZXI.3q2-7w";
        }
      };

  private static final Map<String, Supplier<Dated>> EXAMPLES =
      Map.ofEntries(
          Map.entry("OrderPlaced.v1", () -> last(story(), placed())),
          Map.entry("OrderPlaced.v1.no-address", OrderEventsTest::withoutAddress),
          Map.entry("OrderPlaced.v1.digital", OrderEventsTest::digital),
          Map.entry("OrderPlaced.v1.collected", OrderEventsTest::toCollect),
          Map.entry("OrderPaid.v1", () -> last(story().hears(placed()), aPaidOrder())),
          Map.entry("OrderChanged.v1", OrderEventsTest::withoutCord),
          Map.entry(
              "OrderHeld.v1",
              () -> last(paid(), held("2026-03-12", "2026-03-03T08:00:00Z", false))),
          Map.entry(
              "OrderReleased.v1",
              () ->
                  last(
                      paid().hears(held("2026-03-12", "2026-03-03T08:00:00Z", false)),
                      held(null, "2026-03-05T09:00:00Z", true))),
          Map.entry("OrderShipped.v1.some", () -> last(paid(), shipped())),
          Map.entry("OrderShipped.v1.whole", OrderEventsTest::whole),
          Map.entry(
              "OrderShipped.v1.last",
              () ->
                  last(paid().hears(shipped()), update().withFulfilments(List.of(secondParcel())))),
          Map.entry("ShipmentChanged.v1", OrderEventsTest::changed),
          Map.entry("ShipmentCancelled.v1", OrderEventsTest::calledBack),
          Map.entry(
              "ParcelMoved.v1.in-transit",
              () -> moved(null, inTransit("1", "2026-03-04T02:10:00Z", "Hamburg"))),
          Map.entry(
              "ParcelMoved.v1.sign-of-life",
              () ->
                  moved(
                      ParcelStatus.IN_TRANSIT, inTransit("2", "2026-03-04T20:30:00Z", "Hannover"))),
          Map.entry(
              "ParcelMoved.v1.out-for-delivery",
              () ->
                  moved(
                      ParcelStatus.IN_TRANSIT,
                      scanOf(
                          ParcelStatus.OUT_FOR_DELIVERY,
                          "out_for_delivery",
                          "2026-03-05T06:30:00Z",
                          null,
                          "Berlin"))),
          Map.entry(
              "ParcelMoved.v1.attempt-failed",
              () ->
                  moved(
                      ParcelStatus.OUT_FOR_DELIVERY,
                      scanOf(
                          ParcelStatus.ATTEMPT_FAILED,
                          "attempted_delivery",
                          "2026-03-05T11:00:00Z",
                          null,
                          null))),
          Map.entry(
              "ParcelMoved.v1.ready-for-pickup",
              () ->
                  moved(
                      ParcelStatus.OUT_FOR_DELIVERY,
                      scanOf(
                          ParcelStatus.READY_FOR_PICKUP,
                          "ready_for_pickup",
                          "2026-03-05T12:00:00Z",
                          "Parcel shop Späti, Invalidenstr. 1",
                          null))),
          Map.entry(
              "ParcelMoved.v1.problem",
              () ->
                  moved(
                      ParcelStatus.IN_TRANSIT,
                      scanOf(
                          ParcelStatus.PROBLEM,
                          "failure",
                          "2026-03-05T11:00:00Z",
                          "Address incomplete",
                          null))),
          Map.entry(
              "ParcelMoved.v1.delivered",
              () ->
                  moved(
                      ParcelStatus.OUT_FOR_DELIVERY,
                      scanOf(
                          ParcelStatus.DELIVERED,
                          "delivered",
                          "2026-03-05T13:40:00Z",
                          null,
                          "Berlin"))),
          Map.entry("OrderCancelled.v1", OrderEventsTest::calledOff),
          Map.entry(
              "OrderRefunded.v1",
              () ->
                  last(
                      paid().hears(shipped()),
                      refunded("509562969", 1250, "2026-03-06T18:00:00Z"))),
          Map.entry("CustomerErased.v1", OrderEventsTest::erased),
          Map.entry(
              "ShopHeard.v1",
              () ->
                  dated(
                      new ShopHeard("beads", "shopify", Instant.parse("2026-03-02T09:15:01Z")),
                      "2026-03-02T09:15:01Z")),
          Map.entry("ShopChanged.v1", OrderEventsTest::shop),
          Map.entry("ShopChanged.v1.minimal", OrderEventsTest::minimalShop));

  static Set<String> goldens() {
    return Goldens.names();
  }

  @Test
  void everyGoldenHasItsExampleHere() {
    assertEquals(new TreeSet<>(EXAMPLES.keySet()), new TreeSet<>(Goldens.names()));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void anEventSerialisesToItsGolden(String name) {
    var dated = EXAMPLES.get(name).get();
    var golden = Goldens.read(name);
    assertEquals(golden.get("data"), Goldens.data(dated.event(), SHIPMENT_IDS));
    assertEquals(golden.get("type").textValue(), dated.event().type());
    assertEquals(golden.get("source").textValue(), dated.event().source());
    assertEquals(golden.get("subject").textValue(), dated.event().key());
    assertEquals(golden.get("time").textValue(), dated.time().toString());
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void aGoldenFitsItsSchema(String name) {
    assertEquals(List.of(), EventSchemas.flaws(Goldens.read(name)));
  }

  @Test
  void aSchemaRefusesWhatDoesNotFit() {
    var golden = (ObjectNode) Goldens.read("OrderPlaced.v1");
    ((ObjectNode) golden.at("/data/order")).put("unitsToShip", -1).put("status", "unheard of");
    ((ObjectNode) golden.at("/data/order/customer")).putNull("name");
    assertEquals(3, EventSchemas.flaws(golden).size(), () -> "" + EventSchemas.flaws(golden));
  }

  @Test
  @DisplayName("Event time: up to 7 days before receipt is believed; the future is not")
  void eventTimeIsClamped() {
    var receivedAt = Instant.parse("2026-03-20T00:00:00Z");
    var old = last(new Story(receivedAt), placed());
    assertEquals(Instant.parse("2026-03-13T00:00:00Z"), old.time());
    assertEquals(PLACED, ((OrderPlaced) old.event()).order().placedAt());
    assertTrue(((OrderPlaced) old.event()).order().imported());

    var early = PLACED.minusSeconds(3600);
    var future = last(new Story(early), placed());
    assertEquals(early, future.time());
    assertEquals(early, ((OrderPlaced) future.event()).order().placedAt());
  }

  private static Story story() {
    return new Story(PLACED).at("2026-03-07T00:00:00Z");
  }

  private static Story paid() {
    return story().hears(aPaidOrder());
  }

  private static Dated last(Story story, OrderUpdate update) {
    return last(story.hears(update));
  }

  private static Dated last(Story story) {
    var events =
        new OrderEvents(new TrackingLink(TOKENS, "https://touchback.example.com/"))
            .of(story.last(), story.now());
    assertEquals(1, events.size(), () -> story.told());
    return events.get(0);
  }

  private static Dated withoutAddress() {
    var order =
        new OrderUpdate.Order(
            "1002",
            PLACED,
            PLACED,
            null,
            null,
            null,
            null,
            true,
            false,
            new Customer("王小明", null, null, "0912-345-678", null),
            null,
            new Money(0, "JPY"),
            LINES);
    var state =
        OrderState.unknown(
            OrderExamples.ID, "beads", "woocommerce", OrderExamples.PLATFORM_ID, PLACED);
    var outcome = OrderExamples.lifecycle().apply(state, update().with(order), PLACED);
    return new OrderEvents(new TrackingLink(TOKENS, "https://touchback.example.com"))
        .of(outcome, PLACED)
        .get(0);
  }

  private static Dated withoutCord() {
    var later = Instant.parse("2026-03-02T11:30:00Z");
    return last(paid(), update().with(order(later, PAID, LINES.subList(0, 1))));
  }

  private static Dated toCollect() {
    var order =
        new OrderUpdate.Order(
            "#1001",
            PLACED,
            PLACED,
            null,
            null,
            null,
            null,
            false,
            false,
            ZOE,
            null,
            eur(2500),
            OrderExamples.notShipping(LINES.subList(0, 1)));
    return last(story(), update().with(order.asCollected()));
  }

  private static Dated digital() {
    var gift = new OrderLine("9", "Gift card 🎁", null, null, 1, false, eur(2500));
    var order =
        new OrderUpdate.Order(
            "#1001",
            PLACED,
            PLACED,
            null,
            null,
            null,
            null,
            false,
            false,
            ZOE,
            null,
            eur(2500),
            List.of(gift));
    return last(story(), update().with(order));
  }

  private static Dated whole() {
    var parcel =
        new Fulfilment(
            FIRST_PARCEL,
            SHIPPED,
            SHIPPED,
            false,
            "Bike courier Jo",
            "DPD Classic",
            List.of(new Tracking("JO-77", null)),
            List.of(new Item(BEADS, "Glass beads", 2), new Item(CORD, "Cord", 1)),
            false,
            false,
            null,
            HOME,
            LocalDate.parse("2026-03-06"),
            null,
            null);
    return last(paid(), update().withFulfilments(List.of(parcel)));
  }

  private static Dated changed() {
    var later = firstParcel(Instant.parse("2026-03-03T16:00:00Z"), "05228807654321");
    return last(paid().hears(shipped()), update().withFulfilments(List.of(later)));
  }

  private static Dated calledBack() {
    var back = cancelled(firstParcel(), Instant.parse("2026-03-03T17:00:00Z"));
    return last(paid().hears(shipped()), update().withFulfilments(List.of(back)));
  }

  private static Dated moved(@Nullable ParcelStatus before, Scan scan) {
    var story = paid().hears(shipped());
    if (before != null) {
      story.hears(OrderExamples.scanned(scan("0", before, "2026-03-04T01:00:00Z")));
    }
    return last(story, OrderExamples.scanned(scan));
  }

  private static Scan inTransit(String id, String at, String city) {
    return new Scan(
        id,
        FIRST_PARCEL,
        null,
        ParcelStatus.IN_TRANSIT,
        "in_transit",
        null,
        city,
        "DE",
        Instant.parse(at),
        null,
        false);
  }

  private static Scan scanOf(
      ParcelStatus status, String raw, String at, @Nullable String message, @Nullable String city) {
    return new Scan(
        "9",
        FIRST_PARCEL,
        null,
        status,
        raw,
        message,
        city,
        city == null ? null : "DE",
        Instant.parse(at),
        null,
        false);
  }

  private static Dated calledOff() {
    var at = Instant.parse("2026-03-03T18:00:00Z");
    return last(paid(), update().with(cancelled(order(PAID, PAID), at, "customer")));
  }

  private static Dated erased() {
    return last(paid().at("2026-04-06T18:00:00Z").erases());
  }

  private static Dated shop() {
    return dated(
        new ShopChanged(
            "beads",
            "Bead & Cord",
            "hello@beads.example.com",
            "help@beads.example.com",
            "Ana",
            "https://beads.example.com",
            "https://beads.example.com/shipping",
            "https://beads.example.com/returns",
            "Europe/Berlin",
            "en",
            "DE",
            "https://beads.example.com/logo.png",
            "#0f766e",
            false,
            Map.of("delivered", false),
            true),
        "2026-03-01T08:00:00Z");
  }

  private static Dated minimalShop() {
    return dated(
        new ShopChanged(
            "plain",
            "plain",
            "shop@plain.example.com",
            null,
            null,
            null,
            null,
            null,
            "UTC",
            "en",
            null,
            null,
            null,
            false,
            Map.of(),
            false),
        "2026-03-01T08:00:00Z");
  }

  private static Dated dated(Event event, String time) {
    return new Dated(event, Instant.parse(time));
  }

  private static String shipmentId(String parcel) {
    return Stream.of(paid().hears(shipped(), update().withFulfilments(List.of(secondParcel()))))
        .flatMap(story -> story.state().shipments().stream())
        .filter(shipment -> shipment.facet().id().equals(parcel))
        .findFirst()
        .orElseThrow()
        .id()
        .toString();
  }
}
