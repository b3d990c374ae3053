package io.touchback.orders.webhook.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.webhook.Delivery;
import io.touchback.orders.webhook.Headers;
import io.touchback.orders.webhook.Json;
import io.touchback.orders.webhook.Platform;
import io.touchback.orders.webhook.SignedBody;
import io.touchback.orders.webhook.Translation;
import io.touchback.orders.webhook.Translation.DataRequest;
import io.touchback.orders.webhook.Translation.EraseCustomer;
import io.touchback.orders.webhook.Translation.EraseShop;
import io.touchback.orders.webhook.Translation.NotForUs;
import io.touchback.orders.webhook.Translation.ShopLeft;
import io.touchback.orders.webhook.Translation.Update;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * Shopify's webhooks.
 *
 * @see <a href="https://shopify.dev/docs/api/webhooks">topics and payloads</a>
 */
@ApplicationScoped
public class ShopifyPlatform implements Platform {
  @Override
  public String name() {
    return "shopify";
  }

  /**
   * {@code X-Shopify-Event-Id} is the same for all deliveries of one action of a merchant, and so
   * not enough; {@code X-Shopify-Webhook-Id} is of one delivery. Should a retry, or another
   * subscription, have another one, its body is still known.
   *
   * @see <a href="https://shopify.dev/docs/apps/build/webhooks/verify-deliveries">deliveries</a>
   */
  @Override
  public Delivery delivery(Headers headers, byte[] body) {
    String event = headers.get("X-Shopify-Event-Id");
    String one = headers.get("X-Shopify-Webhook-Id");
    return new Delivery(
        headers.get("X-Shopify-Topic"), event == null || one == null ? event : event + "/" + one);
  }

  @Override
  public boolean signed(Headers headers, byte[] body, List<String> secrets, Instant now) {
    return SignedBody.matches(body, secrets, headers.get("X-Shopify-Hmac-Sha256"));
  }

  @Override
  public Translation translate(String topic, JsonNode body, Instant receivedAt) {
    Json json = Json.of(body);
    return switch (topic) {
      case "orders/create",
          "orders/paid",
          "orders/updated",
          "orders/cancelled",
          "orders/fulfilled",
          "orders/partially_fulfilled" ->
          new Update(ShopifyOrder.read(json.object(), topic, receivedAt));
      // What was edited, not the order; orders/updated brings the order.
      case "orders/edited" -> new NotForUs(topic);
      case "orders/delete" -> new Update(deleted(json.object(), receivedAt));
      case "fulfillments/create", "fulfillments/update" ->
          new Update(ShopifyParcel.read(json.object(), receivedAt));
      case "fulfillment_events/create" ->
          new Update(ShopifyParcel.scan(json.object(), false, receivedAt));
      case "fulfillment_events/delete" ->
          new Update(ShopifyParcel.scan(json.object(), true, receivedAt));
      case "refunds/create" -> new Update(ShopifyRefund.read(json.object(), receivedAt));
      case "customers/data_request" ->
          new DataRequest(
              json.object().text("customer.email"),
              json.text("customer.phone"),
              json.ids("orders_requested"));
      case "customers/redact" ->
          new EraseCustomer(
              json.object().text("customer.email"),
              json.text("customer.phone"),
              json.ids("orders_to_redact"));
      case "shop/redact" -> new EraseShop();
      case "app/uninstalled" -> new ShopLeft();
      default -> new NotForUs(topic);
    };
  }

  private static OrderUpdate deleted(Json order, Instant receivedAt) {
    return OrderUpdate.of(ShopifyId.of(order, "id"))
        .withMilestones(List.of(new Milestone(Milestone.Kind.DELETED, receivedAt, null)));
  }
}
