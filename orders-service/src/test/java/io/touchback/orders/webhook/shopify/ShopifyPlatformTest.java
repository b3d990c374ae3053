package io.touchback.orders.webhook.shopify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.touchback.orders.order.Customer;
import io.touchback.orders.order.OrderLine;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Tracking;
import io.touchback.orders.order.ParcelStatus;
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

class ShopifyPlatformTest {
  private static final ShopifyPlatform SHOPIFY = new ShopifyPlatform();

  private static OrderUpdate.Order order(String topic, String... changes) {
    ObjectNode body = (ObjectNode) Payloads.own("shopify", "orders-create.presentment").body();
    for (int i = 0; i < changes.length; i += 2) {
      body.set(changes[i], Payloads.parse(changes[i + 1]));
    }
    return update(topic, body).order();
  }

  private static OrderUpdate update(String topic, JsonNode body) {
    return ((Translation.Update) SHOPIFY.translate(topic, body, Payloads.RECEIVED)).update();
  }

  @Test
  @DisplayName("W2: the event's id and the webhook's are the transport id, the latter never alone")
  void knowsItsDeliveriesByTheEvent() {
    Map<String, String> headers =
        Map.of(
            "X-Shopify-Topic", "orders/create",
            "X-Shopify-Webhook-Id", "b54557e4",
            "X-Shopify-Event-Id", "98880550");
    assertEquals("98880550/b54557e4", SHOPIFY.delivery(headers::get, new byte[0]).transportId());
    assertEquals("orders/create", SHOPIFY.delivery(headers::get, new byte[0]).topic());
    assertNull(
        SHOPIFY.delivery(Map.of("X-Shopify-Webhook-Id", "b5")::get, new byte[0]).transportId());
  }

  @ParameterizedTest
  @CsvSource({"#1001.1, #1001", "#1001-F2, #1001", "1001-EU.3, 1001-EU", ","})
  @DisplayName("S2-2: a fulfilment says whom it is for")
  void knowsWhomAParcelIsFor(@Nullable String name, @Nullable String number) {
    ObjectNode body =
        (ObjectNode) Payloads.own("shopify", "fulfillments-create.two-numbers").body();
    body.put("email", "zoe@example.com").put("name", name);
    body.putObject("destination").put("first_name", "Zoë").put("last_name", "Müller");
    var recipient = update("fulfillments/create", body).fulfilments().get(0).recipient();
    assertEquals(number, recipient.orderNumber());
    assertEquals(
        new Customer("Zoë Müller", "Zoë", "zoe@example.com", null, null), recipient.customer());
  }

  @ParameterizedTest
  @CsvSource({
    "authorized, , , true",
    "pending, Cash on Delivery (COD), , true",
    "pending, cash_on_delivery, , true",
    "pending, cod, , true",
    "pending, Codename Pay, , ",
    "pending, Bank Deposit, , ",
    "pending, , net, true",
    "partially_paid, , , ",
    "paid, Cash on Delivery (COD), net, "
  })
  @DisplayName("S2-11: … or when the shop is to ship before that")
  void knowsWhatShipsUnpaid(
      String status,
      @Nullable String gateway,
      @Nullable String terms,
      @Nullable Boolean shipsUnpaid) {
    var order =
        order(
            "orders/updated",
            "financial_status",
            "\"" + status + "\"",
            "payment_gateway_names",
            gateway == null ? "[]" : "[\"" + gateway + "\"]",
            "payment_terms",
            terms == null ? "null" : "{\"payment_terms_type\": \"" + terms + "\"}");
    assertEquals(shipsUnpaid, order.shipsUnpaid());
  }

  @ParameterizedTest
  @CsvSource({
    "paid, true",
    "partially_refunded, true",
    "refunded, true",
    "pending, false",
    "authorized, false",
    "partially_paid, false",
    "voided, false",
    "expired, false",
    "new, false"
  })
  @DisplayName("S2-11: the clock starts when the customer has paid")
  void knowsWhatIsPaid(String status, boolean paid) {
    assertEquals(
        paid, order("orders/updated", "financial_status", "\"" + status + "\"").paidAt() != null);
  }

  @ParameterizedTest
  @CsvSource({"'', true, 0", "05228801234567, false, 1"})
  @DisplayName(
      "S2-2: what has a number to follow is a parcel, whatever its products are said to be")
  void aNumberMakesAParcel(String number, boolean digital, int items) {
    ObjectNode body = (ObjectNode) Payloads.own("shopify", "fulfillments-create.gift-card").body();
    if (!number.isEmpty()) {
      body.putArray("tracking_numbers").add(number);
    }
    OrderUpdate.Fulfilment parcel = update("fulfillments/create", body).fulfilments().get(0);
    assertEquals(digital, parcel.digital());
    assertEquals(items, parcel.items().size());
  }

  @Test
  void isPaidWhenItWasPlacedOrElseWhenThatWasFirstTold() {
    assertEquals(Instant.parse("2026-03-02T09:15:00Z"), order("orders/create").paidAt());
    assertEquals(Instant.parse("2026-03-02T09:15:06Z"), order("orders/paid").paidAt());
    assertEquals(
        Instant.parse("2026-03-02T09:15:00Z"),
        order("orders/updated", "total_price_set", "null", "total_price", "\"0.00\"").paidAt());
  }

  @Test
  void theOrdersContactWinsOverTheCustomers() {
    assertEquals(
        "a@x.example",
        order("orders/updated", "contact_email", "\"a@x.example\"").customer().email());
    assertEquals(
        "b@x.example",
        order("orders/create", "contact_email", "null", "email", "\"b@x.example\"")
            .customer()
            .email());
    assertEquals(
        "zoe@example.com",
        order("orders/create", "contact_email", "\"\"", "email", "\"\"").customer().email());
  }

  @Test
  @DisplayName("goods that came back do not hide those that still have to go")
  void countsUnitsThatLeftAndThoseThatMay() {
    OrderLine line = Payloads.update("shopify", "orders-updated.returned").order().lines().get(0);
    assertEquals(2, line.quantity());
    assertEquals(
        List.of(4, 1, 1),
        Payloads.update("shopify", "orders-partially_fulfilled.split").order().lines().stream()
            .map(OrderLine::quantity)
            .toList());
  }

  @Test
  @DisplayName(
      "S2-10: what was ordered is still told when it was cancelled and put back into stock")
  void aCancelledOrderKeepsWhatWasOrdered() {
    assertEquals(
        2, Payloads.update("shopify", "orders-cancelled.fraud").order().lines().get(0).quantity());
  }

  @Test
  @DisplayName("S2-2: what is handed over at the counter is no parcel; what is sent later is one")
  void whatIsCarriedHomeDoesNotShip() {
    ObjectNode sold = (ObjectNode) Payloads.own("shopify", "orders-create.phone-only").body();
    assertTrue(ships(sold));
    sold.put("fulfillment_status", "fulfilled");
    assertFalse(ships(sold));
    sold.putObject("shipping_address").put("city", "Köln");
    assertTrue(ships(sold));
  }

  private static boolean ships(JsonNode body) {
    return update("orders/create", body).order().lines().stream().allMatch(OrderLine::ships);
  }

  @ParameterizedTest
  @CsvSource({
    "confirmed, UNKNOWN",
    "label_purchased, LABEL",
    "label_printed, LABEL",
    "carrier_picked_up, PICKED_UP",
    "in_transit, IN_TRANSIT",
    "IN TRANSIT, IN_TRANSIT",
    "delayed, DELAYED",
    "Out_For_Delivery, OUT_FOR_DELIVERY",
    "attempted_delivery, ATTEMPT_FAILED",
    "ready_for_pickup, READY_FOR_PICKUP",
    "READY_FOR_RECIPIENT_PICKUP, READY_FOR_PICKUP",
    "delivered, DELIVERED",
    "PICKED_UP, DELIVERED",
    "failure, PROBLEM",
    "BUYER_ACTION_REQUIRED, PROBLEM",
    "RETURNING_TO_SENDER, RETURNING",
    "eaten_by_dog, UNKNOWN"
  })
  void knowsEachWordForAParcel(String word, ParcelStatus status) {
    ObjectNode event =
        (ObjectNode) Payloads.own("shopify", "fulfillment_events-create.in-transit").body();
    event.put("status", word);
    OrderUpdate.Scan scan = update("fulfillment_events/create", event).scans().get(0);
    assertEquals(status, scan.status());
    assertEquals(word, scan.rawStatus());
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "pending", "something_new"})
  void onlyWhatSucceededHasShipped(String status) {
    ObjectNode fulfilment =
        (ObjectNode) Payloads.own("shopify", "fulfillments-create.two-numbers").body();
    assertEquals(1, update("fulfillments/create", fulfilment).fulfilments().size());
    fulfilment.put("status", status);
    assertEquals(List.of(), update("fulfillments/create", fulfilment).fulfilments());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancelled", "error", "failure"})
  void whatFailedHasNot(String status) {
    ObjectNode fulfilment =
        (ObjectNode) Payloads.own("shopify", "fulfillments-create.two-numbers").body();
    fulfilment.put("status", status);
    assertTrue(update("fulfillments/update", fulfilment).fulfilments().get(0).cancelled());
  }

  @Test
  @DisplayName("one parcel's link never goes with another's number")
  void pairsNumbersAndLinksByWhatIsInThem() {
    ObjectNode fulfilment =
        (ObjectNode) Payloads.own("shopify", "fulfillments-create.two-numbers").body();
    fulfilment.set("tracking_numbers", Payloads.parse("[\"A\", \"B\", \"C\"]"));
    fulfilment.set(
        "tracking_urls", Payloads.parse("[\"https://x.example/B\", \"https://x.example/\"]"));
    assertEquals(
        List.of(
            new Tracking("A", null),
            new Tracking("B", "https://x.example/B"),
            new Tracking("C", null),
            new Tracking(null, "https://x.example/")),
        update("fulfillments/update", fulfilment).fulfilments().get(0).tracking());
  }

  @Test
  void aFulfilmentIsTheSameInsideItsOrder() {
    JsonNode order = Payloads.own("shopify", "orders-partially_fulfilled.split").body();
    assertEquals(
        update("fulfillments/update", order.get("fulfillments").get(0)).fulfilments().get(0),
        update("orders/updated", order).fulfilments().get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders/create",
        "orders/paid",
        "orders/updated",
        "orders/cancelled",
        "orders/fulfilled",
        "orders/partially_fulfilled",
        "orders/delete",
        "fulfillments/create",
        "fulfillments/update",
        "fulfillment_events/create",
        "fulfillment_events/delete",
        "refunds/create",
        "customers/data_request",
        "customers/redact"
      })
  void takesItsTopicsAndRefusesWhatIsNoObject(String topic) {
    for (String body : List.of("[]", "null", "7", "\"order\"")) {
      assertThrows(
          UntranslatableException.class,
          () -> SHOPIFY.translate(topic, Payloads.parse(body), Payloads.RECEIVED));
    }
  }

  @Test
  void leavesOtherTopicsAlone() {
    for (String topic :
        List.of("orders/edited", "products/update", "fulfillment_orders/moved", "")) {
      assertEquals(
          new Translation.NotForUs(topic),
          SHOPIFY.translate(topic, Payloads.parse("[]"), Payloads.RECEIVED));
    }
  }

  @Test
  @DisplayName("X6: a suspicion of fraud is not for the customer to read")
  void keepsSuspicionsToItself() {
    assertNull(Payloads.update("shopify", "orders-cancelled.fraud").order().cancelReason());
    assertEquals(
        "customer", order("orders/updated", "cancel_reason", "\"customer\"").cancelReason());
    assertFalse(
        Payloads.update("shopify", "orders-partially_fulfilled.split")
            .toString()
            .contains("too dear"));
  }
}
