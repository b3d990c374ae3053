package io.touchback.notify.notice;

import static io.touchback.notify.notice.OrderEvents.golden;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeRulesTest {
  private static final ShopSettings SHOP = new ShopSettings(false, Map.of(), true);
  private static final Instant NOW = Instant.parse("2026-03-06T19:00:00Z");

  @ParameterizedTest(name = "{0} calls for {1}")
  @CsvSource({
    "OrderPlaced.v1.json, ORDER_CONFIRMED",
    "OrderHeld.v1.json, ORDER_HELD",
    "OrderShipped.v1.some.json, SHIPPED",
    "OrderShipped.v1.last.json, SHIPPED",
    "ShipmentChanged.v1.json, TRACKING_CHANGED",
    "ShipmentCancelled.v1.json, SHIPMENT_CANCELLED",
    "ParcelMoved.v1.out-for-delivery.json, OUT_FOR_DELIVERY",
    "ParcelMoved.v1.ready-for-pickup.json, READY_FOR_PICKUP",
    "ParcelMoved.v1.attempt-failed.json, DELIVERY_PROBLEM",
    "ParcelMoved.v1.problem.json, DELIVERY_PROBLEM",
    "ParcelMoved.v1.delivered.json, DELIVERED",
    "OrderCancelled.v1.json, ORDER_CANCELLED",
    "OrderRefunded.v1.json, REFUNDED",
  })
  void anEventCallsForItsNotice(String golden, NoticeKind kind) {
    var decision = decide(golden(golden));
    assertEquals(kind, decision.kind());
    assertNull(decision.suppression());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"OrderPaid.v1.json", "ParcelMoved.v1.in-transit.json", "ShopHeard.v1.json"})
  void whatTellsTheCustomerNothingEndsInNothing(String golden) {
    var event =
        golden.startsWith("ShopHeard") ? renamed(golden("OrderPaid.v1.json")) : golden(golden);
    assertTrue(NoticeRules.decide(event, SHOP, List.of(), NOW).isEmpty());
  }

  @Test
  void aScanThatChangesNothingEndsInNothing() {
    var again =
        golden(
            "ParcelMoved.v1.out-for-delivery.json",
            data -> scan(data).put("previousStatus", "out_for_delivery"));
    assertTrue(NoticeRules.decide(again, SHOP, List.of(), NOW).isEmpty());
  }

  @Test
  void aStatusOfNextYearsVocabularyEndsInNothing() {
    var teleported =
        golden("ParcelMoved.v1.in-transit.json", data -> scan(data).put("status", "teleported"));
    assertTrue(NoticeRules.decide(teleported, SHOP, List.of(), NOW).isEmpty());
  }

  @Test
  @DisplayName("S2-2: each parcel of an order has a notice of its own")
  void eachParcelHasItsOwn() {
    var first = decide(golden("OrderShipped.v1.some.json"));
    var last = decide(golden("OrderShipped.v1.last.json"));
    assertNotEquals(first.transition(), last.transition());
  }

  @Test
  @DisplayName("S2-2: what was decided is not decided again")
  void nothingIsDecidedTwice() {
    var event = golden("OrderShipped.v1.some.json");
    var decided = List.of(decided(decide(event), false));
    assertTrue(NoticeRules.decide(event, SHOP, decided, NOW).isEmpty());
  }

  @Test
  void outForDeliveryAgainAfterAFailedAttemptIsNotTheFirst() {
    var first = decided(decide(golden("ParcelMoved.v1.out-for-delivery.json")), false);
    var failed = decided(decide(golden("ParcelMoved.v1.attempt-failed.json")), false);
    var nextDay =
        golden(
            "ParcelMoved.v1.out-for-delivery.json",
            data -> scan(data).put("at", "2026-03-06T06:30:00Z"));
    assertTrue(NoticeRules.decide(nextDay, SHOP, List.of(first, failed), NOW).isEmpty());
  }

  @Test
  void aFailedAttemptAndALaterProblemAreTwoNotices() {
    var failed = decide(golden("ParcelMoved.v1.attempt-failed.json"));
    var problem = decide(golden("ParcelMoved.v1.problem.json"), decided(failed, false));
    assertEquals(failed.kind(), problem.kind());
    assertNotEquals(failed.transition(), problem.transition());
  }

  @Test
  void eachHoldEachRefundAndEachCancellationIsToldOf() {
    var cancelled = decide(golden("OrderCancelled.v1.json"));
    var reopenedAndCancelled =
        golden(
            "OrderCancelled.v1.json",
            data -> at(data, "cancellation").put("at", "2026-03-05T18:00:00Z"));
    assertNotEquals(
        cancelled.transition(),
        decide(reopenedAndCancelled, decided(cancelled, false)).transition());
    var hold = decide(golden("OrderHeld.v1.json"));
    var next =
        golden("OrderHeld.v1.json", data -> at(data, "hold").put("at", "2026-03-04T08:00:00Z"));
    assertNotEquals(hold.transition(), decide(next, decided(hold, false)).transition());
    var refund = decide(golden("OrderRefunded.v1.json"));
    var other = golden("OrderRefunded.v1.json", data -> at(data, "refund").put("id", "2"));
    assertNotEquals(refund.transition(), decide(other, decided(refund, false)).transition());
  }

  @Test
  void aChangeOfOtherThingsThanCarrierAndNumberIsNoTrackingChange() {
    var same =
        golden(
            "ShipmentChanged.v1.json",
            data -> at(data, "previous").set("tracking", at(data, "shipment").get("tracking")));
    assertTrue(NoticeRules.decide(same, SHOP, List.of(), NOW).isEmpty());
  }

  @Test
  @DisplayName("a carrier that is only spelt otherwise is no tracking change of changed items")
  void anotherSpellingIsNoTrackingChange() {
    assertUntold(
        golden(
            "ShipmentChanged.v1.json",
            data -> {
              data.putArray("changed").add("items");
              var previous = at(data, "previous");
              at(previous, "carrier").put("name", "dpd Deutschland");
              previous.set("tracking", at(data, "shipment").get("tracking"));
            }));
  }

  @Test
  void anotherCarrierIsTold() {
    var moved =
        golden(
            "ShipmentChanged.v1.json",
            data -> {
              data.putArray("changed").add("carrier").add("items");
              var previous = at(data, "previous");
              at(previous, "carrier").put("code", "gls").put("name", "GLS");
              previous.set("tracking", at(data, "shipment").get("tracking"));
            });
    assertEquals(NoticeKind.TRACKING_CHANGED, decide(moved).kind());
  }

  @Test
  void aNumberThatIsGoneHelpsNobody() {
    var gone = golden("ShipmentChanged.v1.json", data -> at(data, "shipment").putArray("tracking"));
    assertTrue(NoticeRules.decide(gone, SHOP, List.of(), NOW).isEmpty());
  }

  @Test
  @DisplayName("S2-2: two numbers that a platform dates to the same second are told both")
  void eachNewNumberIsTold() {
    var first = decide(golden("ShipmentChanged.v1.json"));
    var second =
        golden(
            "ShipmentChanged.v1.json",
            data ->
                ((ObjectNode) at(data, "shipment").get("tracking").get(0))
                    .put("number", "00340434292135100148"));
    assertNotEquals(first.transition(), decide(second, decided(first, false)).transition());
  }

  @Test
  void aNumberThatArrivesLaterIsTold() {
    var late = golden("ShipmentChanged.v1.json", data -> data.remove("previous"));
    assertEquals(NoticeKind.TRACKING_CHANGED, decide(late).kind());
  }

  @Test
  @DisplayName("S2-4: a link without a number is told when it comes later, and when it is replaced")
  void aLinkIsToldWhereThereIsNoNumber() {
    var late = linked(null, "https://parcels.example/a");
    assertEquals(NoticeKind.TRACKING_CHANGED, decide(late).kind());
    var replaced = linked("https://parcels.example/a", "https://parcels.example/b");
    assertEquals(NoticeKind.TRACKING_CHANGED, decide(replaced).kind());
    assertNotEquals(decide(late).transition(), decide(replaced).transition());
    assertUntold(linked("https://parcels.example/a", "https://parcels.example/a"));
    assertUntold(linked("https://parcels.example/a", null));
  }

  @Test
  void anotherLinkToTheSameNumberIsNoNews() {
    assertUntold(
        golden(
            "ShipmentChanged.v1.json",
            data -> {
              var tracking = at(data, "shipment").get("tracking").deepCopy();
              ((ObjectNode) tracking.get(0)).put("url", "https://parcels.example/a");
              at(data, "previous").set("tracking", tracking);
            }));
  }

  private static OrderEvent linked(String before, String after) {
    return golden(
        "ShipmentChanged.v1.json",
        data -> {
          var shipment = at(data, "shipment");
          var previous = at(data, "previous");
          previous.set("carrier", shipment.get("carrier"));
          link(previous.putArray("tracking"), before);
          link(shipment.putArray("tracking"), after);
        });
  }

  private static void link(ArrayNode tracking, String url) {
    if (url != null) {
      tracking.addObject().put("url", url);
    }
  }

  private static void assertUntold(OrderEvent event) {
    assertTrue(NoticeRules.decide(event, SHOP, List.of(), NOW).isEmpty());
  }

  @Test
  void ofSeveralStatusesOnlyTheLatestIsSent() {
    var waiting = decided(decide(golden("ParcelMoved.v1.out-for-delivery.json")), true);
    var delivered = decide(golden("ParcelMoved.v1.delivered.json"), waiting);
    assertNull(delivered.suppression());
    assertEquals(List.of(waiting.id()), delivered.supersedes());
  }

  @Test
  void anEarlierStatusThatComesLaterIsSuperseded() {
    var delivered = decided(decide(golden("ParcelMoved.v1.delivered.json")), false);
    var late = decide(golden("ParcelMoved.v1.out-for-delivery.json"), delivered);
    assertEquals(Suppression.SUPERSEDED, late.suppression());
    assertEquals(List.of(), late.supersedes());
  }

  @Test
  void whatIsUnderWayCannotBeSuperseded() {
    var underWay = decided(decide(golden("ParcelMoved.v1.out-for-delivery.json")), false);
    var delivered = decide(golden("ParcelMoved.v1.delivered.json"), underWay);
    assertEquals(List.of(), delivered.supersedes());
  }

  @Test
  void anotherParcelsStatusSupersedesNothing() {
    var waiting = decided(decide(golden("ParcelMoved.v1.out-for-delivery.json")), true);
    var other =
        golden("ParcelMoved.v1.delivered.json", data -> at(data, "shipment").put("id", "another"));
    assertEquals(List.of(), decide(other, waiting).supersedes());
  }

  @Test
  void aShippedNoticeIsNeverSuperseded() {
    var shipped = decided(decide(golden("OrderShipped.v1.some.json")), true);
    assertEquals(List.of(), decide(golden("ParcelMoved.v1.delivered.json"), shipped).supersedes());
  }

  @Test
  void noAddressNoMail() {
    assertSuppressed(Suppression.NO_ADDRESS, customer(c -> c.remove("email")));
    assertSuppressed(Suppression.NO_ADDRESS, customer(c -> c.put("email", "  ")));
    assertSuppressed(Suppression.NO_ADDRESS, data -> at(data, "order").remove("customer"));
  }

  @ParameterizedTest
  @DisplayName("M1: an address that says more than an address is none")
  @ValueSource(
      strings = {
        "a@b.com <evil@x.com>",
        "a@b.com,evil@x.com",
        "zoe",
        "zoe@localhost",
        "@b.com",
        "zoe@",
        "zoe@b.com\r\nBcc: evil@x.com",
        "zoe@@b.com",
        "zoe @b.com",
        "zoe@b..com"
      })
  void anInvalidAddressIsNotMailed(String address) {
    assertSuppressed(Suppression.INVALID_ADDRESS, customer(c -> c.put("email", address)));
  }

  @Test
  void blanksAroundAnAddressAreForgiven() {
    var padded = golden("OrderPlaced.v1.json", customer(c -> c.put("email", " zoe@example.com ")));
    assertNull(decide(padded).suppression());
  }

  @Test
  void testOrdersAreMailedOnlyIfTheShopSaysSo() {
    Consumer<ObjectNode> test = data -> at(data, "order").put("test", true);
    assertSuppressed(Suppression.TEST_ORDER, test);
    var wanted = new ShopSettings(true, null, null);
    var decision = NoticeRules.decide(golden("OrderPlaced.v1.json", test), wanted, List.of(), NOW);
    assertNull(decision.orElseThrow().suppression());
  }

  @Test
  void thePlatformsTickIsRespected() {
    assertEquals(
        Suppression.NOT_WANTED, decide(golden("OrderShipped.v1.whole.json")).suppression());
  }

  @Test
  void aKindThatIsSwitchedOffIsSuppressed() {
    var off = new ShopSettings(false, Map.of("delivered", false, "shipped", true), true);
    var delivered = golden("ParcelMoved.v1.delivered.json");
    var shipped = golden("OrderShipped.v1.some.json");
    assertEquals(Suppression.KIND_OFF, decide(delivered, off).suppression());
    assertNull(decide(shipped, off).suppression());
  }

  @Test
  @DisplayName("A kind that is switched off keeps no other from being sent")
  void aKindThatIsSwitchedOffSilencesNothing() {
    var off = new ShopSettings(false, Map.of("ready-for-pickup", false), true);
    var failed = golden("ParcelMoved.v1.attempt-failed.json");
    var ready = golden("ParcelMoved.v1.ready-for-pickup.json");
    var first = decided(decide(failed, off), true);
    var untold = decide(ready, off, first);
    assertEquals(Suppression.KIND_OFF, untold.suppression());
    assertEquals(List.of(), untold.supersedes());
    assertNull(decide(failed, off, decided(decide(ready, off), false)).suppression());
  }

  @Test
  void aDeliverySilencesThoughItIsSwitchedOff() {
    var off = new ShopSettings(false, Map.of("delivered", false), true);
    var before = golden("ParcelMoved.v1.out-for-delivery.json");
    var delivered = golden("ParcelMoved.v1.delivered.json");
    var waiting = decided(decide(before, off), true);
    assertEquals(List.of(waiting.id()), decide(delivered, off, waiting).supersedes());
    var late = decide(before, off, decided(decide(delivered, off), false));
    assertEquals(Suppression.SUPERSEDED, late.suppression());
  }

  @Test
  void aShopThatLeftMailsNothing() {
    var left = new ShopSettings(false, Map.of(), false);
    assertEquals(
        Suppression.SHOP_INACTIVE, decide(golden("OrderPlaced.v1.json"), left).suppression());
  }

  @Test
  void aScanOlderThanSevenDaysIsStale() {
    var event = golden("ParcelMoved.v1.delivered.json");
    var scanned = Instant.parse("2026-03-05T13:40:00Z");
    assertNull(decideAt(event, scanned.plus(NoticeRules.STALE)).suppression());
    assertEquals(
        Suppression.STALE,
        decideAt(event, scanned.plus(NoticeRules.STALE).plusMillis(1)).suppression());
  }

  @Test
  @DisplayName("S2-11: a parcel told of late is still told of")
  void anOldShipmentIsNotStale() {
    var event = golden("OrderShipped.v1.some.json");
    assertNull(decideAt(event, NOW.plus(Duration.ofDays(30))).suppression());
  }

  @Test
  void anImportedOrderGetsNoConfirmation() {
    assertSuppressed(Suppression.IMPORTED, data -> at(data, "order").put("imported", true));
  }

  @Test
  void somethingNewOfAnImportedOrderIsTold() {
    Consumer<ObjectNode> imported = data -> at(data, "order").put("imported", true);
    var shipped = golden("OrderShipped.v1.some.json", imported);
    var at = Instant.parse("2026-03-03T14:02:00Z");
    assertNull(decideAt(shipped, at.plus(NoticeRules.IMPORT)).suppression());
    assertEquals(
        Suppression.IMPORTED,
        decideAt(shipped, at.plus(NoticeRules.IMPORT).plusMillis(1)).suppression());
  }

  @Test
  void aParcelDeliveredBeforeTheImportIsNoNews() {
    var shipped =
        golden(
            "OrderShipped.v1.some.json",
            data -> {
              at(data, "order").put("imported", true);
              at(data, "shipment").put("status", "delivered");
            });
    var told = decide(shipped);
    assertEquals(Suppression.ALREADY_DELIVERED, told.suppression());
    var delivered =
        golden("ParcelMoved.v1.delivered.json", data -> at(data, "order").put("imported", true));
    assertEquals(
        Suppression.ALREADY_DELIVERED, decide(delivered, decided(told, false)).suppression());
  }

  @Test
  void digitalGoodsMailNothing() {
    assertEquals(Suppression.DIGITAL, decide(golden("OrderPlaced.v1.digital.json")).suppression());
  }

  @Test
  @DisplayName("S2-2: what left as a parcel is told as one, whatever its products are said to be")
  void whatLeftAsAParcelIsNotDigital() {
    Consumer<ObjectNode> shipsNothing =
        data ->
            at(data, "order")
                .withArray("lines")
                .forEach(line -> ((ObjectNode) line).put("ships", false));
    assertNull(decide(golden("OrderShipped.v1.some.json", shipsNothing)).suppression());
    assertNull(decide(golden("ParcelMoved.v1.delivered.json", shipsNothing)).suppression());
  }

  @Test
  void whatItsCustomerFetchesIsNotDigital() {
    assertNull(decide(golden("OrderPlaced.v1.collected.json")).suppression());
    assertNull(decide(golden("OrderHeld.v1.json", NoticeRulesTest::toCollect)).suppression());
    assertNull(decide(golden("OrderCancelled.v1.json", NoticeRulesTest::toCollect)).suppression());
    assertNull(decide(golden("OrderRefunded.v1.json", NoticeRulesTest::toCollect)).suppression());
  }

  private static void toCollect(ObjectNode data) {
    at(data, "order").put("collected", true);
    at(data, "order").withArray("lines").forEach(line -> ((ObjectNode) line).put("ships", false));
  }

  @Test
  void anOrderWhoseLinesAreNotKnownYetIsNotDigital() {
    Consumer<ObjectNode> bare = data -> at(data, "order").putArray("lines");
    assertNull(decide(golden("OrderShipped.v1.some.json", bare)).suppression());
  }

  @Test
  void oneParcelAmongDigitalGoodsIsAnOrderByPost() {
    Consumer<ObjectNode> mixed =
        data ->
            ((ObjectNode) ((ArrayNode) at(data, "order").get("lines")).get(0)).put("ships", false);
    assertNull(decide(golden("OrderPlaced.v1.json", mixed)).suppression());
  }

  @Test
  void theFutureIsNotBelieved() {
    var event =
        golden(
            "ParcelMoved.v1.delivered.json",
            data -> scan(data).put("at", "+292278994-08-17T07:12:55Z"));
    assertEquals(NOW, decide(event).happenedAt());
  }

  private static void assertSuppressed(Suppression why, Consumer<ObjectNode> change) {
    assertEquals(why, decide(golden("OrderPlaced.v1.json", change)).suppression());
  }

  private static Consumer<ObjectNode> customer(Consumer<ObjectNode> change) {
    return data -> change.accept(at(at(data, "order"), "customer"));
  }

  private static ObjectNode at(ObjectNode data, String field) {
    return (ObjectNode) data.get(field);
  }

  private static ObjectNode scan(ObjectNode data) {
    return at(data, "scan");
  }

  private static OrderEvent renamed(OrderEvent event) {
    return new OrderEvent("ShopHeard", event.at(), event.facts(), event.content());
  }

  private static Decision decide(OrderEvent event, Decided... decided) {
    return NoticeRules.decide(event, SHOP, List.of(decided), NOW).orElseThrow();
  }

  private static Decision decide(OrderEvent event, ShopSettings shop, Decided... decided) {
    return NoticeRules.decide(event, shop, List.of(decided), NOW).orElseThrow();
  }

  private static Decision decideAt(OrderEvent event, Instant now) {
    return NoticeRules.decide(event, SHOP, List.of(), now).orElseThrow();
  }

  private static Decided decided(Decision decision, boolean waiting) {
    return new Decided(
        UUID.randomUUID(),
        decision.kind(),
        decision.transition(),
        decision.shipmentId(),
        decision.happenedAt(),
        decision.suppression() == null ? null : decision.suppression().word(),
        waiting,
        waiting);
  }
}
