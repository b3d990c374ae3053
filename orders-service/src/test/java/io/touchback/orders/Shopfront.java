package io.touchback.orders;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Base64;
import java.util.UUID;

/** A shop of its own for a test, and its platforms posting signed webhooks. */
public final class Shopfront {
  private final String name;
  private final String secret;

  private Shopfront(String name, String secret) {
    this.name = name;
    this.secret = secret;
  }

  /** Sets up a shop that no other test knows. */
  public static Shopfront open() {
    var shop = new Shopfront("shop-" + UUID.randomUUID(), "a shop's secret");
    shop.put(
        """
        {"mailFrom": "hello@beads.example.com", "country": "DE",
         "secrets": {"shopify": ["%1$s"], "woocommerce": ["%1$s"], "standard": ["%1$s"]}}
        """
            .formatted(shop.secret));
    return shop;
  }

  public static RequestSpecification ops() {
    return given().auth().preemptive().basic("ops", "ops");
  }

  public String name() {
    return name;
  }

  /** The same shop, signing with another secret. */
  public Shopfront signingWith(String other) {
    return new Shopfront(name, other);
  }

  public void put(String form) {
    ops()
        .contentType("application/json")
        .body(form)
        .put("/api/shops/" + name)
        .then()
        .statusCode(200);
  }

  public Response shopify(String topic, String body) {
    return shopify(topic, UUID.randomUUID().toString(), body.getBytes(UTF_8));
  }

  public Response shopify(String topic, String eventId, byte[] body) {
    return shopify(given(), topic, eventId, body);
  }

  /** One of the deliveries of an event. */
  public Response delivery(String topic, String eventId, String webhookId, byte[] body) {
    return shopify(given().header("X-Shopify-Webhook-Id", webhookId), topic, eventId, body);
  }

  /** The same, with a stranger's trace. */
  public Response traced(String traceparent, String topic, String body) {
    var call = given().header("traceparent", traceparent);
    return shopify(call, topic, UUID.randomUUID().toString(), body.getBytes(UTF_8));
  }

  private Response shopify(RequestSpecification call, String topic, String eventId, byte[] body) {
    return call.header("X-Shopify-Topic", topic)
        .header("X-Shopify-Event-Id", eventId)
        .header("X-Shopify-Hmac-Sha256", signature(body))
        .contentType("application/json")
        .body(body)
        .post("/webhooks/" + name + "/shopify");
  }

  public Response woo(String topic, String body) {
    return given()
        .header("X-WC-Webhook-Topic", topic)
        .header("X-WC-Webhook-Signature", signature(body.getBytes(UTF_8)))
        .contentType("application/json")
        .body(body.getBytes(UTF_8))
        .post("/webhooks/" + name + "/woocommerce");
  }

  public String signature(byte[] body) {
    return Base64.getEncoder().encodeToString(Keys.hmac(secret.getBytes(UTF_8), body));
  }
}
