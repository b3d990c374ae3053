package io.touchback.orders.webhook.standard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
import io.touchback.orders.webhook.UntranslatableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Our own door, for whoever can post JSON. What it takes is written down for its users in {@code
 * resources/standard/README.md}.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">
 *     Standard Webhooks 1.0.0</a>
 */
@ApplicationScoped
public class StandardPlatform implements Platform {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String BASE64_SECRET = "whsec_";
  private static final String HMAC_SCHEME = "v1,";
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String name() {
    return "standard";
  }

  @Override
  public boolean repeatsItself() {
    return true;
  }

  @Override
  public Delivery delivery(Headers headers, byte[] body) {
    return new Delivery(type(body), headers.get("webhook-id"));
  }

  @Override
  public boolean signed(Headers headers, byte[] body, List<String> secrets, Instant now) {
    String id = headers.get("webhook-id");
    String timestamp = headers.get("webhook-timestamp");
    String signatures = headers.get("webhook-signature");
    if (id == null || timestamp == null || signatures == null || !isRecent(timestamp, now)) {
      return false;
    }
    return SignedBody.matches(
        content(id, timestamp, body),
        secrets.stream().flatMap(StandardPlatform::keys),
        Stream.of(signatures.split(" "))
            .filter(signature -> signature.startsWith(HMAC_SCHEME))
            .map(signature -> signature.substring(HMAC_SCHEME.length()))
            .toList());
  }

  @Override
  public Translation translate(String topic, JsonNode body, Instant receivedAt) {
    Json event = Json.of(body).object();
    Instant at = Strict.instant(event, "timestamp", receivedAt);
    Json data = event.at("data");
    return switch (topic) {
      case "order.placed" -> new Update(StandardOrder.placed(data.object(), at));
      case "order.updated" -> new Update(StandardOrder.updated(data.object(), at));
      case "order.paid" -> milestone(data.object(), Milestone.Kind.PAID, at);
      case "order.cancelled" -> milestone(data.object(), Milestone.Kind.CANCELLED, at);
      case "order.deleted" -> milestone(data.object(), Milestone.Kind.DELETED, at);
      case "order.restored" -> milestone(data.object(), Milestone.Kind.RESTORED, at);
      case "order.held" -> new Update(StandardOrder.hold(data.object(), at, false));
      case "order.released" -> new Update(StandardOrder.hold(data.object(), at, true));
      case "order.refunded" -> new Update(StandardOrder.refund(data.object(), at));
      case "order.shipped", "shipment.changed" ->
          new Update(StandardParcel.shipment(data.object(), at));
      case "shipment.cancelled" -> new Update(StandardParcel.cancelled(data.object(), at));
      case "parcel.moved" -> new Update(StandardParcel.scan(data.object(), at));
      case "customer.data_requested" -> {
        someone(data.object());
        yield new DataRequest(data.text("email"), data.text("phone"), data.ids("orderIds"));
      }
      case "customer.erased" -> {
        someone(data.object());
        yield new EraseCustomer(data.text("email"), data.text("phone"), data.ids("orderIds"));
      }
      case "shop.erased" -> new EraseShop();
      case "shop.left" -> new ShopLeft();
      default -> new NotForUs(topic);
    };
  }

  private static Translation milestone(Json data, Milestone.Kind kind, Instant otherwise) {
    Instant at = Strict.instant(data, "at", otherwise);
    return new Update(
        OrderUpdate.of(data.requiredId("orderId"))
            .withMilestones(List.of(new Milestone(kind, at, data.text("reason")))));
  }

  private static void someone(Json data) {
    if (data.text("email", "phone") == null && data.ids("orderIds").isEmpty()) {
      throw new UntranslatableException("data has neither email nor phone nor orderIds");
    }
  }

  private static boolean isRecent(String timestamp, Instant now) {
    return timestamp.matches("[0-9]{1,11}")
        && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs()
                .compareTo(TOLERANCE)
            <= 0;
  }

  private static byte[] content(String id, String timestamp, byte[] body) {
    ByteArrayOutputStream content = new ByteArrayOutputStream(body.length + 100);
    content.writeBytes((id + "." + timestamp + ".").getBytes(UTF_8));
    content.writeBytes(body);
    return content.toByteArray();
  }

  /**
   * What libraries make of a secret: all decode it, with its prefix or without. Without one it may
   * also be meant as it stands.
   */
  private static Stream<byte[]> keys(String secret) {
    return secret.startsWith(BASE64_SECRET)
        ? decoded(secret.substring(BASE64_SECRET.length()))
        : Stream.concat(Stream.of(secret.getBytes(UTF_8)), decoded(secret));
  }

  private static Stream<byte[]> decoded(String base64) {
    try {
      return Stream.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  /** The topic stands in the body; it is read for what it is worth, the body being unverified. */
  private static @Nullable String type(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean type = "type".equals(parser.currentName());
        JsonToken value = parser.nextToken();
        if (type) {
          return value == JsonToken.VALUE_STRING ? parser.getText() : null;
        }
        parser.skipChildren();
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }
}
