package io.touchback.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The headers with which a platform signs what it posts. */
final class WebhookSigner {
  private static final String STANDARD_PREFIX = "whsec_";

  private WebhookSigner() {}

  /**
   * What is posted.
   *
   * @param platform {@code shopify}, {@code woocommerce} or {@code standard}
   * @param topic as the platform writes it; {@code standard} has it in the body
   * @param id of this event, the same for each of its deliveries
   */
  record Message(String platform, String topic, String id, byte[] body) {}

  static Map<String, String> headers(Message message, String secret, Clock clock) {
    return switch (message.platform) {
      case "shopify" -> shopify(message, secret, clock);
      case "woocommerce" -> woocommerce(message, secret);
      case "standard" -> standard(message, secret, clock);
      default ->
          throw new IllegalArgumentException(
              "Unknown platform " + message.platform + ": shopify, woocommerce or standard");
    };
  }

  private static Map<String, String> shopify(Message message, String secret, Clock clock) {
    var headers = headers();
    headers.put("X-Shopify-Topic", message.topic);
    headers.put("X-Shopify-Hmac-Sha256", hmac(utf8(secret), message.body));
    headers.put("X-Shopify-Event-Id", message.id);
    headers.put("X-Shopify-Webhook-Id", message.id);
    headers.put("X-Shopify-Triggered-At", clock.instant().toString());
    return headers;
  }

  private static Map<String, String> woocommerce(Message message, String secret) {
    int dot = message.topic.indexOf('.');
    var headers = headers();
    headers.put("X-WC-Webhook-Topic", message.topic);
    headers.put("X-WC-Webhook-Resource", message.topic.substring(0, Math.max(dot, 0)));
    headers.put("X-WC-Webhook-Event", message.topic.substring(dot + 1));
    headers.put("X-WC-Webhook-Signature", hmac(utf8(secret), message.body));
    headers.put("X-WC-Webhook-ID", "1");
    headers.put("X-WC-Webhook-Delivery-ID", message.id);
    return headers;
  }

  /** Standard Webhooks 1.0.0: the id and the time are signed too. */
  private static Map<String, String> standard(Message message, String secret, Clock clock) {
    var seconds = String.valueOf(clock.instant().getEpochSecond());
    var start = utf8(message.id + "." + seconds + ".");
    var headers = headers();
    headers.put("webhook-id", message.id);
    headers.put("webhook-timestamp", seconds);
    headers.put("webhook-signature", "v1," + hmac(standardKey(secret), start, message.body));
    return headers;
  }

  private static byte[] standardKey(String secret) {
    return secret.startsWith(STANDARD_PREFIX)
        ? Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length()))
        : utf8(secret);
  }

  private static Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    return headers;
  }

  private static String hmac(byte[] key, byte[]... content) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (var bytes : content) {
        mac.update(bytes);
      }
      return Base64.getEncoder().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("That secret cannot sign", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
