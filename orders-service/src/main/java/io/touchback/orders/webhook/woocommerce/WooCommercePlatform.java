package io.touchback.orders.webhook.woocommerce;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Milestone;
import io.touchback.orders.webhook.Delivery;
import io.touchback.orders.webhook.Headers;
import io.touchback.orders.webhook.Json;
import io.touchback.orders.webhook.Platform;
import io.touchback.orders.webhook.SignedBody;
import io.touchback.orders.webhook.Translation;
import io.touchback.orders.webhook.Translation.NotForUs;
import io.touchback.orders.webhook.Translation.Update;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * WooCommerce's webhooks.
 *
 * @see <a
 *     href="https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-webhook.php">
 *     class-wc-webhook.php</a>
 */
@ApplicationScoped
public class WooCommercePlatform implements Platform {
  private static final Pattern PING = Pattern.compile("\\s*webhook_id=[0-9]{1,20}\\s*");

  private static final Set<String> DRAFTS = Set.of("checkout-draft", "auto-draft", "draft");

  @Override
  public String name() {
    return "woocommerce";
  }

  /** No transport id: X-WC-Webhook-Delivery-ID is a hash with the time in it, new for each try. */
  @Override
  public Delivery delivery(Headers headers, byte[] body) {
    return new Delivery(headers.get("X-WC-Webhook-Topic"), null);
  }

  @Override
  public boolean signed(Headers headers, byte[] body, List<String> secrets, Instant now) {
    return SignedBody.matches(body, secrets, headers.get("X-WC-Webhook-Signature"));
  }

  @Override
  public boolean ping(Headers headers, byte[] body) {
    return body.length < 100 && PING.matcher(new String(body, US_ASCII)).matches();
  }

  @Override
  public Translation translate(String topic, JsonNode body, Instant receivedAt) {
    return switch (topic) {
      case "order.created", "order.updated" -> ordered(topic, order(body), receivedAt, List.of());
      case "order.restored" ->
          ordered(topic, order(body), receivedAt, at(Milestone.Kind.RESTORED, receivedAt));
      case "order.deleted" ->
          new Update(
              OrderUpdate.of(order(body).requiredId("id"))
                  .withMilestones(at(Milestone.Kind.DELETED, receivedAt)));
      default -> new NotForUs(topic);
    };
  }

  private static Translation ordered(
      String topic, Json order, Instant receivedAt, List<Milestone> milestones) {
    String status = WooOrder.status(order);
    if (DRAFTS.contains(status)) {
      return new NotForUs(topic);
    }
    OrderUpdate update =
        WooOrder.atTheTill(order)
            ? OrderUpdate.of(order.requiredId("id"))
            : WooOrder.read(order, receivedAt);
    return new Update(
        update.withMilestones(
            status.equals("trash") ? at(Milestone.Kind.DELETED, receivedAt) : milestones));
  }

  /** The legacy API (v1 to v3) wraps its order. */
  private static Json order(JsonNode body) {
    Json json = Json.of(body).object();
    return json.has("order") && !json.has("id") ? json.at("order").object() : json;
  }

  private static List<Milestone> at(Milestone.Kind kind, Instant receivedAt) {
    return List.of(new Milestone(kind, receivedAt, null));
  }
}
