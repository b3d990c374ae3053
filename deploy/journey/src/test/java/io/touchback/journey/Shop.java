package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A shop of its own for each journey, posting what Shopify would post. */
final class Shop {
  private static final AtomicLong IDS = new AtomicLong(5_000_000_000_000_000_000L);
  private static final String SECRET = "shpss_journey";
  private static final String STANDARD_SECRET = "whsec_am91cm5leS1qb3VybmV5LWpvdXJuZXk=";

  final String name = "j" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  private final House house;
  private final String secret;

  private Shop(House house, String secret) {
    this.house = house;
    this.secret = secret;
  }

  static Shop openedIn(House house) {
    return openedIn(house, SECRET);
  }

  /**
   * Opened, and known to all services.
   *
   * @param secret of its platforms
   */
  static Shop openedIn(House house, String secret) {
    var shop = new Shop(house, secret);
    var answer =
        house.ordersCall(
            "PUT",
            "/api/shops/" + shop.name,
            """
            {"name": "Bead & Cord", "mailFrom": "hello@beads.example", "replyTo": "help@beads.example",
             "contactName": "Ana", "website": "https://beads.example",
             "shippingPolicyUrl": "https://beads.example/shipping",
             "returnsPolicyUrl": "https://beads.example/returns",
             "timeZone": "Europe/Berlin", "locale": "en", "country": "DE",
             "secrets": {"shopify": ["%s"], "woocommerce": ["%s"], "standard": ["%s"]}}
            """
                .formatted(secret, secret, STANDARD_SECRET));
    assertEquals(2, answer.statusCode() / 100, answer.body());
    return shop;
  }

  void policies(String json) {
    var answer = house.slaCall("PUT", "/api/shops/" + name + "/policies", json);
    assertEquals(2, answer.statusCode() / 100, answer.body());
  }

  /** Until nothing more becomes of any notice: a copy that was on its way has come, too. */
  void awaitNoticesEnded() {
    var open =
        "select count(*) from notice where shop = '%s' and state not in ('SENT', 'SUPPRESSED', 'FAILED')"
            .formatted(name);
    await("every notice of " + name + " has ended")
        .atMost(Duration.ofMinutes(2))
        .until(() -> house.postgres.query("notify", open).equals(List.of("0")));
  }

  Order order() {
    return orderPlacedAt(Instant.now());
  }

  Order orderPlacedAt(Instant at) {
    return new Order(IDS.addAndGet(100), "c", at.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * @param mailbox its customer's address begins with this
   */
  Order orderOf(String mailbox) {
    return new Order(IDS.addAndGet(100), mailbox, Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  HttpResponse<String> shopify(String topic, String eventId, String body) {
    return shopify(topic, eventId, body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> shopify(String topic, String eventId, byte[] body) {
    return shopify(name, topic, eventId, body);
  }

  /** Posted to another shop's door. */
  HttpResponse<String> shopifyTo(Shop other, String topic, String eventId, String body) {
    return shopify(other.name, topic, eventId, body.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> shopify(String door, String topic, String eventId, byte[] bytes) {
    return house.post(
        "/webhooks/" + door + "/shopify",
        bytes,
        "Content-Type",
        "application/json",
        "X-Shopify-Topic",
        topic,
        "X-Shopify-Event-Id",
        eventId,
        "X-Shopify-Hmac-Sha256",
        hmac(secret.getBytes(StandardCharsets.UTF_8), bytes));
  }

  HttpResponse<String> woocommerce(String topic, String body) {
    return woocommerce(topic, body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> woocommerce(String topic, byte[] bytes) {
    return house.post(
        "/webhooks/" + name + "/woocommerce",
        bytes,
        "Content-Type",
        "application/json",
        "X-WC-Webhook-Topic",
        topic,
        "X-WC-Webhook-Signature",
        hmac(secret.getBytes(StandardCharsets.UTF_8), bytes));
  }

  HttpResponse<String> standard(String body) {
    return standard(body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> standard(byte[] body) {
    var id = "msg_" + UUID.randomUUID();
    var timestamp = String.valueOf(Instant.now().getEpochSecond());
    var key = Base64.getDecoder().decode(STANDARD_SECRET.substring("whsec_".length()));
    var signed = new ByteArrayOutputStream();
    signed.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(body);
    return house.post(
        "/webhooks/" + name + "/standard",
        body,
        "Content-Type",
        "application/json",
        "webhook-id",
        id,
        "webhook-timestamp",
        timestamp,
        "webhook-signature",
        "v1," + hmac(key, signed.toByteArray()));
  }

  private static String hmac(byte[] key, byte[] content) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One order of two lines, three units; its customer's address is its own. */
  final class Order {
    final long id;
    private final String mailbox;
    private final Instant placed;

    private Order(long id, String mailbox, Instant placed) {
      this.id = id;
      this.mailbox = mailbox;
      this.placed = placed;
    }

    Instant now() {
      return placed;
    }

    String customer() {
      return "Zoë Müller " + id;
    }

    String street() {
      return "Lindenweg " + id;
    }

    String phone() {
      return "+1 415 555 %07d".formatted(id % 10_000_000);
    }

    /** UPS' form of it, with the digit that proves it. */
    String tracking() {
      var number = "5R893%010d".formatted(id % 10_000_000_000L);
      int sum = 0;
      for (int i = 0; i < number.length(); i++) {
        char sign = number.charAt(i);
        int value = Character.isDigit(sign) ? sign - '0' : (sign - 63) % 10;
        sum += value * (1 + i % 2);
      }
      return "1Z" + number + (10 - sum % 10) % 10;
    }

    String number() {
      return "#" + id % 1_000_000;
    }

    String email() {
      return mailbox + id + "@" + name + ".example";
    }

    /** Posts until it is stored, as platforms do. */
    void placedAndPaid() {
      deliver("orders/create", "create-" + id, body("pending", placed));
      deliver("orders/paid", "paid-" + id, body("paid", placed.plusSeconds(1)));
    }

    void shipped() {
      shippedAt(Instant.now());
    }

    void shippedAt(Instant at) {
      deliver("fulfillments/create", "ship-" + id, fulfilment("success", at));
    }

    String body(String financialStatus, Instant updatedAt) {
      return """
          {"id": %d, "name": "%s", "email": "%s", "phone": "%s", "created_at": "%s", "updated_at": "%s", "test": false,
           "currency": "EUR", "total_price": "36.80", "financial_status": "%s", "cancelled_at": null,
           "customer": {"id": 7, "first_name": "Zoë", "last_name": "%s", "email": "%s"},
           "shipping_address": {"name": "%s", "address1": "%s", "zip": "10115",
             "city": "Berlin", "country_code": "DE"},
           "line_items": [
             {"id": %d, "name": "Glass beads, sea green", "quantity": 2, "price": "12.50", "requires_shipping": true},
             {"id": %d, "name": "Waxed cord 📦", "quantity": 1, "price": "11.80", "requires_shipping": true}],
           "fulfillments": []}
          """
          .formatted(
              id,
              number(),
              email(),
              phone(),
              placed,
              updatedAt,
              financialStatus,
              customer().substring(4),
              email(),
              customer(),
              street(),
              id + 1,
              id + 2);
    }

    String fulfilment(String status, Instant updatedAt) {
      return """
          {"id": %d, "order_id": %d, "status": "%s", "created_at": "%s", "updated_at": "%s",
           "tracking_company": "UPS", "tracking_number": "%s",
           "tracking_numbers": ["%s"], "tracking_urls": [], "email": "%s",
           "line_items": [
             {"id": %d, "name": "Glass beads, sea green", "quantity": 2, "requires_shipping": true},
             {"id": %d, "name": "Waxed cord 📦", "quantity": 1, "requires_shipping": true}]}
          """
          .formatted(
              id + 10,
              id,
              status,
              updatedAt,
              updatedAt,
              tracking(),
              tracking(),
              email(),
              id + 1,
              id + 2);
    }

    /** Paid, as WooCommerce says it. */
    String wooBody() {
      return """
          {"id": %1$d, "number": "%1$d", "status": "processing", "currency": "USD", "total": "29.35",
           "date_created_gmt": "%2$s", "date_modified_gmt": "%2$s", "date_paid_gmt": "%2$s", "date_completed_gmt": null,
           "billing": {"first_name": "Zoë", "last_name": "%3$s", "email": "%4$s", "phone": "%6$s", "country": "US"},
           "shipping": {"first_name": "Zoë", "last_name": "%3$s", "address_1": "%5$s",
             "city": "San Francisco", "state": "CA", "postcode": "94103", "country": "US"},
           "line_items": [{"id": 315, "name": "Woo Single #1", "product_id": 93, "quantity": 2, "total": "6.00"}],
           "shipping_lines": [{"id": 317, "method_title": "Flat Rate", "total": "10.00"}],
           "meta_data": []}
          """
          .formatted(
              id,
              placed.toString().substring(0, 19),
              customer().substring(4),
              email(),
              street(),
              phone());
    }

    /** Paid, as our own door takes it. */
    String standardBody() {
      return """
          {"type": "order.placed", "timestamp": "%2$s", "data": {"orderId": "%1$d", "currency": "EUR",
           "total": "12.50", "paidAt": "%2$s", "customer": {"name": "%3$s", "email": "%4$s"},
           "lines": [{"lineId": "1", "name": "Beads", "quantity": 1}]}}
          """
          .formatted(id, placed, customer(), email());
    }

    /** Until it is stored. */
    void deliver(String topic, String eventId, String body) {
      await(topic + " of " + number() + " is stored")
          .atMost(Duration.ofSeconds(120))
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions()
          .until(() -> shopify(topic, eventId, body).statusCode() == 200);
    }

    /** As orders-service keeps it. */
    JsonNode kept() {
      var found = house.ordersGet("/api/orders?shop=" + name + "&q=" + number().substring(1));
      return found.isArray() ? found.get(0) : found.elements().next().get(0);
    }
  }
}
