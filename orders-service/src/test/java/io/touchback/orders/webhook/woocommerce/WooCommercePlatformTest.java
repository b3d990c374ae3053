package io.touchback.orders.webhook.woocommerce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.order.Part;
import io.touchback.orders.order.Story;
import io.touchback.orders.webhook.Payloads;
import io.touchback.orders.webhook.Translation;
import io.touchback.orders.webhook.UntranslatableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WooCommercePlatformTest {
  private static final WooCommercePlatform WOO = new WooCommercePlatform();

  private static ObjectNode body(String name) {
    return (ObjectNode) Payloads.own("woocommerce", name).body();
  }

  private static OrderUpdate update(ObjectNode body) {
    return ((Translation.Update) WOO.translate("order.updated", body, Payloads.RECEIVED)).update();
  }

  private static ObjectNode withMeta(ObjectNode body, String key, String json) {
    ObjectNode meta = ((ArrayNode) body.get("meta_data")).addObject().put("key", key);
    meta.set("value", Payloads.parse(json));
    return body;
  }

  @ParameterizedTest
  @CsvSource({
    "webhook_id=142, true",
    "'webhook_id=1\n', true",
    "webhook_id=, false",
    "webhook_id=1&x=2, false",
    "'{\"id\":1}', false",
    "'', false",
    "xwebhook_id=1, false"
  })
  @DisplayName("W2: the ping on creation is a form of one field, unsigned, for any shop")
  void knowsThePing(String body, boolean ping) {
    assertEquals(ping, WOO.ping(name -> null, body.getBytes(UTF_8)));
  }

  @Test
  @DisplayName("W2: its Delivery-ID is no key")
  void hasNoTransportId() {
    Map<String, String> headers =
        Map.of("X-WC-Webhook-Topic", "order.created", "X-WC-Webhook-Delivery-ID", "7f1b1a6d");
    assertEquals("order.created", WOO.delivery(headers::get, new byte[0]).topic());
    assertNull(WOO.delivery(headers::get, new byte[0]).transportId());
  }

  @ParameterizedTest
  @CsvSource({
    "pending, false",
    "on-hold, false",
    "failed, false",
    "cancelled, false",
    "processing, true",
    "completed, true",
    "refunded, true",
    "wc-shipped, true",
    "awaiting-artwork, false"
  })
  @DisplayName("S2-11: paid by its date, or by a status that lets the shop send")
  void knowsWhatIsPaid(String status, boolean paid) {
    ObjectNode unpaid = body("order-created.on-hold").put("status", status);
    assertEquals(paid, update(unpaid).order().paidAt() != null);
    ObjectNode dated = unpaid.put("date_paid_gmt", "2026-03-02T09:15:30");
    assertEquals(Instant.parse("2026-03-02T09:15:30Z"), update(dated).order().paidAt());
  }

  @Test
  @DisplayName("on-hold is waiting for money, not a hold of ours, even if it was paid before")
  void onHoldIsNoHold() {
    ObjectNode body = body("order-created.on-hold");
    assertNull(update(body).hold());
    assertNull(update(body.put("date_paid_gmt", "2026-03-02T09:15:30")).hold());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "failed", "cancelled", "wc-pending"})
  @DisplayName("who went away from the payment page is told of no order")
  void anAbandonedPaymentIsNoOrder(String status) {
    ObjectNode body = body("order-created.pending").put("status", status);
    assertNull(update(body).order());
    assertEquals(
        status.equals("cancelled") ? List.of(Milestone.Kind.WITHDRAWN) : List.of(),
        update(body).milestones().stream().map(Milestone::kind).toList());
    assertNotNull(update(body.deepCopy().put("payment_method", "bacs")).order());
    assertNotNull(update(body.deepCopy().put("total", "0.00")).order());
    assertNotNull(update(body.deepCopy().put("date_paid_gmt", "2026-03-02T09:15:30")).order());
  }

  @Test
  @DisplayName("an order that staff have only begun to write is told to nobody")
  void anEmptyOrderIsNone() {
    ObjectNode body = body("order-created.pending").put("created_via", "admin");
    body.put("total", "0.00").putArray("line_items");
    assertNull(update(body).order());
    assertNull(update(body.put("status", "on-hold")).order().paidAt());
  }

  @Test
  @DisplayName("a basket that was left at the till and thrown away is still no order")
  void whatIsThrownAwayUnpaidWasNoOrder() {
    ObjectNode body = body("order-created.pending").put("status", "trash");
    assertNull(update(body).order());
    assertEquals(Milestone.Kind.DELETED, update(body).milestones().get(0).kind());
    body.put("date_paid_gmt", "2026-03-02T09:15:30");
    assertNotNull(update(body).order());
    assertEquals(Milestone.Kind.DELETED, update(body).milestones().get(0).kind());
  }

  @Test
  @DisplayName("what is in the trash is not older than itself, though the shop's clock be fast")
  void aFastClockKeepsNothingOutOfTheTrash() {
    ObjectNode body = body("order-updated.trash");
    body.put("date_modified_gmt", "2026-03-20T12:00:30");
    OrderUpdate trashed = update(body);
    assertEquals(trashed.order().updatedAt(), trashed.milestones().get(0).at());
    assertEquals(Payloads.RECEIVED.plusSeconds(30), trashed.milestones().get(0).at());
    body.put("date_modified_gmt", "2026-03-20T11:59:30");
    assertEquals(Payloads.RECEIVED, update(body).milestones().get(0).at());
  }

  @Test
  @DisplayName("the renewal of a subscription to downloads ships as little as its first order")
  void aRenewalShipsWhatItsFirstOrderDid() {
    ObjectNode body = body("order-created.processing");
    body.put("created_via", "subscription").putArray("shipping_lines");
    assertTrue(update(body).order().lines().stream().noneMatch(OrderLine::ships));
    body.put("created_via", "pos-rest-api");
    assertTrue(update(body).order().lines().stream().noneMatch(OrderLine::ships));
    body.put("created_via", "admin");
    assertTrue(update(body).order().lines().stream().allMatch(OrderLine::ships));
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkout-draft", "auto-draft", "wc-checkout-draft"})
  void aDraftIsNoOrderYet(String status) {
    assertEquals(
        new Translation.NotForUs("order.updated"),
        WOO.translate(
            "order.updated",
            body("order-created.on-hold").put("status", status),
            Payloads.RECEIVED));
  }

  @Test
  @DisplayName("S2-2: completed without a parcel is one shipment; with a parcel it is that one")
  void completedNamesNoSecondShipment() {
    ObjectNode completed = body("order-updated.completed");
    OrderUpdate untracked = update(completed);
    assertNotNull(untracked.order().completedAt());
    assertEquals(List.of(), untracked.fulfilments());

    OrderUpdate tracked =
        update(
            withMeta(completed, "_wc_shipment_tracking_items", "[{\"tracking_number\":\"A1\"}]"));
    assertEquals(1, tracked.fulfilments().size());
    assertFalse(tracked.fulfilments().get(0).contentsUnknown());
    Story story = new Story(Payloads.RECEIVED).hears(untracked, tracked, tracked);
    assertEquals("Placed Paid Shipped ShipmentChanged", story.told());
    assertEquals(1, story.state().shipments().size());
    Story once = new Story(Payloads.RECEIVED).hears(tracked, untracked, tracked);
    assertEquals("Placed Paid Shipped", once.told());
    assertEquals(0, once.state().unitsToShip());
  }

  @ParameterizedTest
  @CsvSource({
    "processing, '', 1, false",
    "completed, '', 1, false",
    "partial-shipped, '', 1, true",
    "wc-partial-shipped, '', 1, true",
    "partial-shipped, '{\"product\":93}', 1, false",
    "processing, '{\"product\":7}', 1, true",
    "completed, '{\"product\":7}', 1, true",
    "processing, '', 2, true",
    "completed, '', 2, true",
    "completed, '{\"product\":93}', 2, false"
  })
  @DisplayName("S2-2: what is in a parcel is unknown, if not all left, or several, or other things")
  void contentsMayBeUnknown(String status, String listed, int parcels, boolean unknown) {
    ObjectNode body = body("order-created.processing").put("status", status);
    List<String> tracking = List.of("A1", "B2").subList(0, parcels);
    withMeta(
        body,
        "_wc_shipment_tracking_items",
        "[%s]"
            .formatted(
                tracking.stream()
                    .map(
                        number ->
                            "{\"tracking_number\":\"%s\",\"products_list\":[%s]}"
                                .formatted(number, listed))
                    .collect(joining(","))));
    assertEquals(
        tracking.stream().map(number -> unknown).toList(),
        update(body).fulfilments().stream().map(Fulfilment::contentsUnknown).toList());
  }

  @Test
  @DisplayName("S2-2: what ParcelPanel's text does not name of the order is not known, nor all")
  void whatParcelPanelNamesIsInTheParcel() {
    ObjectNode body = body("order-updated.parcelpanel");
    assertEquals(List.of("315 x2"), contents(body));
    assertFalse(update(body).fulfilments().get(0).contentsUnknown());
    parcelPanel(body, "Something else x2");
    assertEquals(List.of(), contents(body));
    assertTrue(update(body).fulfilments().get(0).contentsUnknown());
    parcelPanel(body, "");
    assertEquals(List.of(), contents(body));
    assertFalse(update(body).fulfilments().get(0).contentsUnknown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Beads x2, Cord x1 | Beads, Cord | 0 x2, 1 x1",
        "Cord x1, Beads x2 | Beads, Cord | 0 x2, 1 x1",
        "Beads, Red x2 | Beads; Red; Beads, Red | 2 x2",
        "Beads, Red x2, Red x1 | Red; Beads, Red | 0 x1, 1 x2",
        "Beads x2 x3, Beads x1 | Beads; Beads x2 | 0 x1, 1 x3",
        "Beads x2, Beads x1 | Beads; Beads | 0 x2, 1 x1",
        "Red beads x2 | beads; Red | ''",
        "Beads x20 | Beads x2; Beads | 1 x20",
        "Beads x0, Cord x1 | Beads; Cord | 1 x1",
        "Beads x, Cord x1y, Clasp | Beads; Cord; Clasp | ''",
        "Tom &amp; <b>Co</b> x2 | Tom & Co | 0 x2",
        "(.*) x1 | .*; (.*) | 1 x1"
      })
  @DisplayName("ParcelPanel joins names and numbers with what names may hold, too")
  void namesMayHoldCommasAndNumbers(String text, String names, String found) {
    ObjectNode body = body("order-updated.parcelpanel");
    ArrayNode lines = body.putArray("line_items");
    List<String> all = List.of(names.split(names.contains(";") ? "; " : ", "));
    all.forEach(name -> lines.addObject().put("id", lines.size() - 1).put("name", name));
    parcelPanel(body, text);
    assertEquals(found, String.join(", ", contents(body)));
  }

  private static List<String> contents(ObjectNode body) {
    return update(body).fulfilments().get(0).items().stream()
        .map(item -> item.lineId() + " x" + item.quantity())
        .toList();
  }

  private static void parcelPanel(ObjectNode body, String items) {
    ObjectNode numbers = body.objectNode();
    numbers.putObject("1").put("tracking_number", "LX123456785DE").put("items", items);
    withMeta(body, "_parcelpanel_shipping_numbers", "\"\"");
    ((ObjectNode) body.at("/meta_data/" + (body.get("meta_data").size() - 1)))
        .put("value", numbers.toString());
  }

  @Test
  @DisplayName("S2-2: shipped in part, then in whole: one parcel, which does not claim it all")
  void shippedInPartAndThenAsAWhole() {
    ObjectNode partly = body("order-created.processing").put("status", "partial-shipped");
    withMeta(partly, "_wc_shipment_tracking_items", "[{\"tracking_number\":\"A1\"}]");
    ObjectNode all = partly.deepCopy().put("status", "completed");
    all.put("date_modified_gmt", "2026-03-04T08:00:00");
    Story story = new Story(Payloads.RECEIVED).hears(update(partly));
    assertEquals(3, story.state().unitsToShip());
    assertEquals(Part.SOME, story.state().shipments().get(0).part());
    story.hears(update(all), update(partly));
    assertEquals("Placed Paid Shipped Changed", story.told());
    assertEquals(0, story.state().unitsToShip());
    Story backwards = new Story(Payloads.RECEIVED).hears(update(all), update(partly));
    assertEquals("Placed Paid Shipped", backwards.told());
    assertEquals(0, backwards.state().unitsToShip());
  }

  @Test
  void completedStillTellsOfUnitsThatAreInNoParcel() {
    ObjectNode completed = body("order-updated.completed");
    String some = "[{\"tracking_number\":\"A1\",\"products_list\":[{\"product\":93,\"qty\":2}]}]";
    assertNotNull(
        update(withMeta(completed, "_wc_shipment_tracking_items", some)).order().completedAt());
    String all = some.replace("]}]", ",{\"product\":22,\"qty\":1}]}]");
    assertNull(
        update(withMeta(completed, "_wc_shipment_tracking_items", all)).order().completedAt());
  }

  @ParameterizedTest
  @CsvSource({"-6.90, true", "-11.80, true", "-6.80, false", "-0.00, false"})
  @DisplayName("S2-2: what is in no parcel was refunded, if the money is enough: nobody packed it")
  void whatWasRefundedIsInNoLastParcel(String refund, boolean refunded) {
    ObjectNode completed = body("order-updated.completed");
    ((ArrayNode) completed.get("refunds")).addObject().put("id", 9).put("total", refund);
    String some = "[{\"tracking_number\":\"A1\",\"products_list\":[{\"product\":93,\"qty\":2}]}]";
    OrderUpdate.Order order =
        update(withMeta(completed, "_wc_shipment_tracking_items", some)).order();
    assertEquals(refunded, order.completedAt() == null);
    assertEquals(
        refunded ? List.of(2, 0) : List.of(2, 1),
        order.lines().stream().map(OrderLine::quantity).toList());
  }

  @Test
  @DisplayName(
      "S2-2: what was refunded after all of it had left did leave; it is not told to leave")
  void whatIsRefundedAfterItLeftDidLeave() {
    ObjectNode completed = body("order-updated.completed");
    withMeta(completed, "_wc_shipment_tracking_items", "[{\"tracking_number\":\"A1\"}]");
    ObjectNode refunded = completed.deepCopy().put("status", "refunded");
    refunded.put("date_modified_gmt", "2026-03-19T08:00:00");
    Story story = new Story(Payloads.RECEIVED).hears(update(completed), update(refunded));
    assertTrue(story.state().refundedInFull());
    assertTrue(story.state().restLeft());

    refunded.remove("meta_data");
    Story first = new Story(Payloads.RECEIVED).hears(update(refunded));
    assertEquals("Placed Paid", first.told());
    refunded.putNull("date_completed").putNull("date_completed_gmt");
    assertNull(update(refunded).order().completedAt());
  }

  @Test
  void whatCostsNothingIsNotRefunded() {
    ObjectNode completed = body("order-updated.completed");
    ((ObjectNode) completed.get("line_items").get(1)).put("total", "0.00").put("total_tax", "0.00");
    ((ArrayNode) completed.get("refunds")).addObject().put("id", 9).put("total", "-5.00");
    String some = "[{\"tracking_number\":\"A1\",\"products_list\":[{\"product\":93,\"qty\":2}]}]";
    assertNotNull(
        update(withMeta(completed, "_wc_shipment_tracking_items", some)).order().completedAt());
  }

  @Test
  @DisplayName("an order lists all its refunds; the legacy API shows none")
  void listsAllRefunds() {
    ObjectNode body = body("order-created.processing");
    assertEquals(List.of(), update(body).order().refundIds());
    ((ArrayNode) body.get("refunds")).addObject().put("id", 9).put("total", "-5.00");
    assertEquals(List.of("9"), update(body).order().refundIds());
    body.remove("refunds");
    assertNull(update(body).order().refundIds());
  }

  @ParameterizedTest
  @CsvSource({
    "_tracking_number, ''",
    "tracking_number, ''",
    "_aftership_tracking_number, ''",
    "_wot_tracking_number, ''",
    "ywot_tracking_code, ywot_picked_up"
  })
  @DisplayName("S2-2: a corrected number is the same shipment")
  void aCorrectedNumberIsTheSameParcel(String key, String flag) {
    ObjectNode body = body("order-created.processing");
    if (!flag.isEmpty()) {
      withMeta(body, flag, "\"1\"");
    }
    Fulfilment wrong = update(withMeta(body, key, "\"WRONG1\"")).fulfilments().get(0);
    Fulfilment right = update(withMeta(body, key, "\"RIGHT1\"")).fulfilments().get(0);
    assertEquals("WRONG1", wrong.tracking().get(0).number());
    assertEquals("RIGHT1", right.tracking().get(0).number());
    assertEquals(wrong.id(), right.id());
  }

  @ParameterizedTest
  @CsvSource({
    "shipped, simple, true, ",
    "gzd-shipped, simple, true, ",
    "delivered, simple, true, DELIVERED",
    "draft, simple, false, ",
    "processing, simple, false, ",
    "ready-for-shipping, simple, false, ",
    "shipped, return, false, "
  })
  @DisplayName(
      "S2-2: Germanized and Shiptastic: a shipment that left is a parcel, a return is none")
  void aShipmentOfShiptasticIsAParcel(
      String status, String type, boolean left, @Nullable ParcelStatus shown) {
    ObjectNode body = body("order-updated.shiptastic");
    ((ObjectNode) body.get("shipments").get(0)).put("status", status).put("type", type);
    List<Fulfilment> parcels = update(body).fulfilments();
    assertEquals(
        left ? List.of("shipment-12") : List.of(), parcels.stream().map(Fulfilment::id).toList());
    parcels.forEach(parcel -> assertEquals(shown, parcel.status()));
    parcels.forEach(
        parcel -> assertEquals(Instant.parse("2026-03-03T14:00:00Z"), parcel.createdAt()));
    parcels.forEach(parcel -> assertEquals("315", parcel.items().get(0).lineId()));
  }

  @Test
  void otherShipmentsHoldUpNoOrder() {
    ObjectNode body = body("order-created.processing");
    for (String other :
        List.of(
            "7",
            "[7]",
            "[{}]",
            "[{\"status\":\"shipped\"}]",
            "[{\"id\":{},\"status\":\"shipped\"}]")) {
      body.set("shipments", Payloads.parse(other));
      assertEquals(List.of(), update(body).fulfilments(), other);
    }
  }

  @Test
  @DisplayName("S2-2: … also where the plugin takes one entry out and puts another in")
  void aCorrectedNumberMayBeAnotherEntry() {
    Story story = new Story(Payloads.RECEIVED);
    for (String entry :
        List.of(
            "{\"tracking_id\":\"aaa\",\"tracking_number\":\"WRONG1\"}",
            "",
            "{\"tracking_id\":\"bbb\",\"tracking_number\":\"RIGHT1\"}")) {
      ObjectNode body = body("order-created.processing");
      body.put("date_modified_gmt", "2026-03-03T14:0" + story.outcomes().size() + ":00");
      story.hears(update(withMeta(body, "_wc_shipment_tracking_items", "[" + entry + "]")));
    }
    assertEquals("Placed Paid Shipped ShipmentChanged", story.told());
  }

  @Test
  @DisplayName("an order lists all its parcels; the legacy API shows none")
  void listsAllParcels() {
    ObjectNode body = body("order-updated.shipment-tracking");
    assertEquals(List.of("5f2d8c0b6c1c4d3b9f0f4a6f2d6f0b1a"), update(body).order().parcelIds());
    body.putArray("meta_data");
    assertEquals(List.of(), update(body).order().parcelIds());
    body.remove("meta_data");
    assertNull(update(body).order().parcelIds());
  }

  @Test
  void twoPluginsThatNameOneNumberNameOneParcel() {
    OrderUpdate update = Payloads.update("woocommerce", "order-updated.aftership");
    assertEquals(
        List.of("RB123456785GB"),
        update.fulfilments().stream().map(f -> f.tracking().get(0).number()).toList());
  }

  @Test
  void aLabelIsNoParcelUntilTheOrderSaysSo() {
    assertEquals(
        List.of(), Payloads.update("woocommerce", "order-updated.label-only").fulfilments());
    assertEquals(
        1,
        Payloads.update("woocommerce", "order-updated.woocommerce-shipping").fulfilments().size());
  }

  @Test
  @DisplayName("it left by the end of the day that was told, but not later than we heard of it")
  void aDayIsNotAMidnight() {
    ObjectNode body = body("order-updated.shipment-tracking");
    assertEquals(Instant.parse("2026-03-03T14:02:00Z"), left(body));
    body.put("date_modified_gmt", "2026-03-19T08:00:00");
    assertEquals(Instant.parse("2026-03-04T00:00:00Z"), left(body));
    withMeta(
        body,
        "_wc_shipment_tracking_items",
        "[{\"tracking_number\":\"A\",\"date_shipped\":\"2012-01-01\"}]");
    assertEquals(Instant.parse("2026-03-02T09:15:00Z"), left(body));
  }

  private static Instant left(ObjectNode body) {
    return update(body).fulfilments().get(0).createdAt();
  }

  @Test
  @DisplayName(
      "what the checkout needed no shipping for does not ship; of other orders nothing is guessed")
  void onlyTheCheckoutKnowsWhatShips() {
    assertFalse(ships("order-created.download"));
    assertFalse(ships("order-created.pickup"));
    assertTrue(ships("order-created.by-hand"));
    assertTrue(ships("order-created.legacy"));
    assertTrue(ships("order-created.processing"));
    ObjectNode sent = body("order-created.download");
    withMeta(sent, "_tracking_number", "\"A1\"");
    assertTrue(update(sent).order().lines().get(0).ships());
  }

  @Test
  @DisplayName(
      "what is collected at the shop ships nothing, but is no download; a number says it was sent")
  void collectedAtTheShop() {
    assertEquals(true, update(body("order-created.pickup")).order().collected());
    assertNull(update(body("order-created.download")).order().collected());
    assertNull(update(body("order-created.processing")).order().collected());
    ObjectNode sent = body("order-created.pickup");
    withMeta(sent, "_tracking_number", "\"A1\"");
    assertNull(update(sent).order().collected());
    assertTrue(update(sent).order().lines().get(0).ships());
    ObjectNode both = body("order-created.pickup");
    ((ArrayNode) both.get("shipping_lines")).addObject().put("method_id", "flat_rate");
    assertNull(update(both).order().collected());
  }

  private static boolean ships(String name) {
    return Payloads.update("woocommerce", name).order().lines().stream().allMatch(OrderLine::ships);
  }

  @Test
  void aTimeWithoutItsZoneIsNeverInTheFuture() {
    ObjectNode body = body("order-created.local-times-only");
    body.put("date_created", "2026-03-20T20:00:00");
    assertEquals(Payloads.RECEIVED, update(body).order().placedAt());
  }

  @Test
  void metasThatHoldNonsenseHoldNothing() {
    for (String nonsense :
        List.of("\"[\"", "\"{]\"", "\"a:9:{\"", "\"O:8\"", "[[[]]]", "7", "{\"a\":7}", "[null]")) {
      ObjectNode body = body("order-created.processing");
      for (String key :
          List.of(
              "_wc_shipment_tracking_items",
              "_aftership_tracking_items",
              "_parcelpanel_shipping_numbers",
              "wcshipping_labels",
              "_postnl_order_metadata",
              "_pr_shipment_dhl_label_tracking")) {
        withMeta(body, key, nonsense);
      }
      assertEquals(List.of(), update(body.put("status", "completed")).fulfilments(), nonsense);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"order.created", "order.updated", "order.deleted", "order.restored"})
  void refusesWhatHasNoId(String topic) {
    for (String body : List.of("[]", "null", "{}", "{\"id\":{}}", "{\"order\":7}")) {
      assertThrows(
          UntranslatableException.class,
          () -> WOO.translate(topic, Payloads.parse(body), Payloads.RECEIVED));
    }
  }
}
