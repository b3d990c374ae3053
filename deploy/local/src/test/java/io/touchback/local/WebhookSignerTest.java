package io.touchback.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSignerTest {
  private static final Path VECTORS =
      Path.of(System.getProperty("touchback.root"), "../shared/fixtures/signatures/vectors.json");

  private static final Map<String, String> SIGNATURE_HEADER =
      Map.of(
          "shopify", "X-Shopify-Hmac-Sha256",
          "woocommerce", "X-WC-Webhook-Signature",
          "standard", "webhook-signature");

  private static Map<String, String> headers(String platform, String secret, byte[] body) {
    return headers(new WebhookSigner.Message(platform, "order.created", "msg_1", body), secret, 0);
  }

  private static Map<String, String> headers(
      WebhookSigner.Message message, String secret, long second) {
    return WebhookSigner.headers(
        message, secret, Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC));
  }

  /** Computed with {@code openssl dgst -sha256 -hmac}. */
  @ParameterizedTest
  @CsvSource({
    "shopify, shpss_öß, l/JgY8cA/SU0UAkVn8G9H5xo5FWz8HhmzdYOZk3beQI=",
    "woocommerce, shpss_öß, l/JgY8cA/SU0UAkVn8G9H5xo5FWz8HhmzdYOZk3beQI=",
  })
  void signsTheBytes(String platform, String secret, String signature) {
    var body = "{\"name\":\"Zoë 📦\"}\n".getBytes(StandardCharsets.UTF_8);
    assertEquals(signature, headers(platform, secret, body).get(SIGNATURE_HEADER.get(platform)));
  }

  /** The vector published with Standard Webhooks. */
  @Test
  void signsIdAndTimeToo() {
    var message =
        new WebhookSigner.Message(
            "standard",
            "",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));
    var headers = headers(message, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 1614265330);
    assertEquals(
        Map.of(
            "Content-Type", "application/json",
            "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp", "1614265330",
            "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        headers);
  }

  @Test
  void namesTheTopicAsThePlatformDoes() {
    var woo = headers("woocommerce", "s", new byte[0]);
    assertEquals("order.created", woo.get("X-WC-Webhook-Topic"));
    assertEquals("order", woo.get("X-WC-Webhook-Resource"));
    assertEquals("created", woo.get("X-WC-Webhook-Event"));
    var shopify = headers("shopify", "s", new byte[0]);
    assertEquals("order.created", shopify.get("X-Shopify-Topic"));
    assertEquals("msg_1", shopify.get("X-Shopify-Event-Id"));
  }

  @ParameterizedTest
  @CsvSource({"standard, whsec_", "standard, whsec_*", "shopify, ''", "klingon, s"})
  void whatCannotSignIsRefused(String platform, String secret) {
    assertThrows(
        IllegalArgumentException.class, () -> headers(platform, secret, new byte[] {'{', '}'}));
  }

  @Test
  void signsEveryVectorOfTheSharedFixtures() throws Exception {
    Assumptions.assumeTrue(Files.exists(VECTORS), "the shared fixtures are not here");
    int signed = 0;
    for (var vector : new ObjectMapper().readTree(VECTORS.toFile())) {
      var platform = vector.get("scheme").asText().replace("standard-webhooks", "standard");
      if (SIGNATURE_HEADER.containsKey(platform) && vector.get("expected_valid").asBoolean()) {
        assertSigns(platform, vector);
        signed++;
      }
    }
    assertTrue(signed >= 8, signed + " vectors");
  }

  private static void assertSigns(String platform, JsonNode vector) {
    var body = Base64.getDecoder().decode(vector.get("body_base64").asText());
    var id = vector.get("headers").path("webhook-id").asText();
    var expected = vector.get("headers").get(SIGNATURE_HEADER.get(platform)).asText();
    var ours =
        headers(
                new WebhookSigner.Message(platform, "t", id, body),
                vector.get("secret").asText(),
                vector.path("now_unix").asLong())
            .get(SIGNATURE_HEADER.get(platform));
    assertTrue(
        java.util.List.of(expected.split(" ")).contains(ours), vector.get("id") + ": " + ours);
  }
}
