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
      case "order.created", "order.updated" ->
          ordered(topic, order(body, receivedAt), receivedAt, List.of());
      case "order.restored" ->
          ordered(
              topic, order(body, receivedAt), receivedAt, at(Milestone.Kind.RESTORED, receivedAt));
      case "order.deleted" ->
          new Update(
              OrderUpdate.of(order(body, receivedAt).id())
                  .withMilestones(at(Milestone.Kind.DELETED, receivedAt)));
      default -> new NotForUs(topic);
    };
  }

  private static Translation ordered(
      String topic, WooOrder order, Instant receivedAt, List<Milestone> milestones) {
    if (order.isDraft()) {
      return new NotForUs(topic);
    }
    var said = order.isTrashed() ? at(Milestone.Kind.DELETED, order.trashedAt()) : milestones;
    var update = order.update();
    return new Update(said.isEmpty() ? update : update.withMilestones(said));
  }

  /** The legacy API (v1 to v3) wraps its order. */
  private static WooOrder order(JsonNode body, Instant receivedAt) {
    Json json = Json.of(body).object();
    boolean wrapped = json.has("order") && !json.has("id");
    return new WooOrder(wrapped ? json.at("order").object() : json, receivedAt);
  }

  private static List<Milestone> at(Milestone.Kind kind, Instant time) {
    return List.of(new Milestone(kind, time, null));
  }
}
