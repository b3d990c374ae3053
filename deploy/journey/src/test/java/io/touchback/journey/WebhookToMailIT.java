package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A platform's webhook becomes the customer's mail. */
class WebhookToMailIT {
  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @Test
  @DisplayName("S2-2 S2-5: Shopify's webhooks become the order, its events and one mail each")
  void aShopifyOrderIsConfirmedAndItsParcelAnnounced() {
    var order = shop.order();
    order.placedAndPaid();
    order.shipped();
    order.shipped();

    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> house.smtp.takenFor(order.email()).size() >= 2);
    var mails = house.smtp.takenFor(order.email());
    assertEquals(2, mails.size());
    var shipped = mails.get(1);
    assertTrue(shipped.raw().contains(order.tracking()));
    assertTrue(shipped.header("From").contains("hello@beads.example"));
    assertEquals("auto-generated", shipped.header("Auto-Submitted"));
    assertEquals(
        List.of("OrderPlaced", "OrderPaid", "OrderShipped"),
        Topic.of(house, "orders", shop.name).stream()
            .map(Topic.Event::name)
            .filter(name -> !name.equals("ShopHeard"))
            .toList());
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Topic.of(house, "notices", shop.name).size() == 2);
    assertTrue(order.kept().toString().contains(order.number()));
  }

  @Test
  @DisplayName("S2-5: a WooCommerce order that is completed with a number is announced once")
  void aWooCommerceOrderIsAnnounced() {
    var email = "woo@" + shop.name + ".example";
    var now = Instant.now().toString().substring(0, 19);
    for (int i = 0; i < 3; i++) {
      var answer = shop.woocommerce("order.updated", wooOrder(email, now));
      assertEquals(200, answer.statusCode(), answer.body());
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                house.smtp.takenFor(email).stream()
                    .anyMatch(mail -> mail.raw().contains("9400111202555842332669")));
    assertEquals(2, house.smtp.takenFor(email).size());
  }

  @Test
  @DisplayName("S2-5: our own door takes an order and its parcel")
  void aStandardWebhookIsAnnounced() {
    var email = "own@" + shop.name + ".example";
    var now = Instant.now();
    var placed =
        shop.standard(
            """
            {"type": "order.placed", "timestamp": "%s", "data": {"orderId": "A-7", "currency": "EUR",
             "total": "12.50", "customer": {"name": "Jo", "email": "%s"},
             "lines": [{"lineId": "1", "name": "Beads", "quantity": 1}]}}
            """
                .formatted(now, email));
    assertEquals(200, placed.statusCode(), placed.body());
    var shipped =
        shop.standard(
            """
            {"type": "order.shipped", "timestamp": "%s", "data": {"orderId": "A-7", "shipmentId": "p1",
             "carrier": "DHL Express", "tracking": [{"number": "1099255990"}]}}
            """
                .formatted(now));
    assertEquals(200, shipped.statusCode(), shipped.body());
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                house.smtp.takenFor(email).stream()
                    .anyMatch(mail -> mail.raw().contains("1099255990")));
  }

  private static String wooOrder(String email, String now) {
    return """
        {"id": 727, "number": "727", "status": "completed", "currency": "USD", "total": "29.35",
         "date_created_gmt": "%1$s", "date_modified_gmt": "%1$s", "date_paid_gmt": "%1$s", "date_completed_gmt": "%1$s",
         "billing": {"first_name": "John", "last_name": "Doe", "email": "%2$s", "country": "US"},
         "shipping": {"first_name": "John", "last_name": "Doe", "address_1": "969 Market",
           "city": "San Francisco", "state": "CA", "postcode": "94103", "country": "US"},
         "line_items": [{"id": 315, "name": "Woo Single #1", "product_id": 93, "quantity": 2, "total": "6.00"}],
         "shipping_lines": [{"id": 317, "method_title": "Flat Rate", "total": "10.00"}],
         "meta_data": [{"id": 1, "key": "_wc_shipment_tracking_items", "value": [
           {"tracking_provider": "usps", "custom_tracking_provider": "", "custom_tracking_link": "",
            "tracking_number": "9400111202555842332669", "date_shipped": "%3$d",
            "tracking_id": "5f2d8c0b6c1c4d3b9f0f4a6f2d6f0b1a"}]}]}
        """
        .formatted(now, email, Instant.now().getEpochSecond());
  }
}
