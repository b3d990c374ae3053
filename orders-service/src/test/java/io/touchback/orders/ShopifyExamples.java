package io.touchback.orders;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Bodies of Shopify's webhooks on one order that was placed a few minutes ago. */
public final class ShopifyExamples {
  public static final Instant PLACED =
      Instant.now().minus(30, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);

  private ShopifyExamples() {}

  public static String placed(long id) {
    return order(id, PLACED, "pending", "");
  }

  public static String paid(long id) {
    return order(id, PLACED.plusSeconds(20), "paid", "");
  }

  public static String fulfilled(long id) {
    return order(id, PLACED.plusSeconds(700), "paid", fulfillment(id));
  }

  public static String order(long id, Instant updatedAt, String paid, String fulfillments) {
    return """
        {"id": %1$d, "name": "#%1$d", "email": "Zoe-%1$d@example.com",
         "created_at": "%2$s", "processed_at": "%2$s", "updated_at": "%3$s",
         "currency": "EUR", "total_price": "36.80", "financial_status": "%4$s", "test": false,
         "customer": {"first_name": "Zoë", "last_name": "Müller-%1$d"},
         "shipping_address": {"name": "Zoë Müller-%1$d", "address1": "Lindenweg 4",
           "zip": "10115", "city": "Berlin", "country_code": "DE", "phone": "+49 30 55%1$d"},
         "line_items": [
           {"id": 11, "title": "Glass beads", "name": "Glass beads", "quantity": 2,
            "price": "12.50", "requires_shipping": true},
           {"id": 12, "title": "Waxed cord", "name": "Waxed cord", "quantity": 1,
            "price": "11.80", "requires_shipping": true}],
         "fulfillments": [%5$s]}
        """
        .formatted(id, PLACED, updatedAt, paid, fulfillments);
  }

  /** All of the order, by DPD. */
  public static String fulfillment(long id) {
    return """
        {"id": %1$d7, "order_id": %1$d, "status": "success", "name": "#%1$d.1",
         "created_at": "%2$s", "updated_at": "%2$s", "tracking_company": "DPD",
         "tracking_number": "0522%1$d", "tracking_numbers": ["0522%1$d"],
         "line_items": [
           {"id": 11, "name": "Glass beads", "quantity": 2, "requires_shipping": true},
           {"id": 12, "name": "Waxed cord", "quantity": 1, "requires_shipping": true}]}
        """
        .formatted(id, PLACED.plusSeconds(600));
  }

  public static String scan(long id, String status) {
    return """
        {"id": %1$d9, "fulfillment_id": %1$d7, "order_id": %1$d, "status": "%2$s",
         "happened_at": "%3$s", "created_at": "%3$s", "updated_at": "%3$s"}
        """
        .formatted(id, status, PLACED.plusSeconds(1200));
  }
}
