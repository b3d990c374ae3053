package io.touchback.orders.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.touchback.orders.webhook.shopify.ShopifyPlatform;
import io.touchback.orders.webhook.standard.StandardPlatform;
import io.touchback.orders.webhook.woocommerce.WooCommercePlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** W1: only what was signed by one of the shop's secrets gets in. */
class SignaturesTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);

  /** A request that is signed well, and by whom. Values made with openssl. */
  record Signed(Platform platform, String secret, Map<String, String> headers, String body) {
    boolean accepted(Map<String, String> headers, byte[] body, String... secrets) {
      Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      anyCase.putAll(headers);
      return platform.signed(anyCase::get, body, List.of(secrets), NOW);
    }

    boolean accepted(String... secrets) {
      return accepted(headers, body.getBytes(UTF_8), secrets);
    }

    @Override
    public String toString() {
      return platform.name();
    }
  }

  static List<Signed> signed() {
    return List.of(
        new Signed(
            new ShopifyPlatform(),
            "shpss_ключ 🔑",
            Map.of(
                "X-Shopify-Hmac-Sha256",
                "jffEqy76mgJUluGmjhaQupBnIB+BbGfJ7H2iqbl53NE=",
                "X-Shopify-Topic",
                "orders/create"),
            "{\"id\":820982911946154511,\"name\":\"Zo\\u00eb\"}"),
        new Signed(
            new WooCommercePlatform(),
            "wc & <secret>",
            Map.of(
                "X-WC-Webhook-Signature",
                "okOlb/hwi/znkKlXS5MjBJCJixOqRYOy9O/T0v1fuq8=",
                "X-WC-Webhook-Topic",
                "order.created"),
            "{\"id\":727,\"site\":\"https:\\/\\/example.com\"}"),
        new Signed(
            new StandardPlatform(),
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            Map.of(
                "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp", "1614265330",
                "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            "{\"test\": 2432232314}"));
  }

  @ParameterizedTest
  @MethodSource("signed")
  void acceptsTheRightSecretAmongSeveral(Signed request) {
    assertTrue(request.accepted(request.secret()));
    assertTrue(request.accepted("old", request.secret(), "new"));
    assertFalse(request.accepted("old", "new"));
    assertFalse(request.accepted());
    assertFalse(request.accepted("", "whsec_", "whsec_!!"));
  }

  @ParameterizedTest
  @MethodSource("signed")
  void refusesWithoutAnyOfItsHeaders(Signed request) {
    for (String header : request.headers().keySet()) {
      if (header.endsWith("Topic")) {
        continue;
      }
      Map<String, String> fewer = new HashMap<>(request.headers());
      fewer.remove(header);
      assertFalse(request.accepted(fewer, request.body().getBytes(UTF_8), request.secret()));
    }
  }

  @ParameterizedTest
  @MethodSource("signed")
  @DisplayName("W1: of 6,000 requests with one thing wrong none gets in")
  void refusesEveryMutation(Signed request) {
    long seed = 20_260_302L;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Map<String, String> headers = new HashMap<>(request.headers());
      headers.keySet().removeIf(name -> name.endsWith("Topic"));
      byte[] body = request.body().getBytes(UTF_8);
      if (random.nextInt(3) == 0) {
        body = mutated(body, random);
      } else {
        List<String> names = new ArrayList<>(headers.keySet());
        String name = names.get(random.nextInt(names.size()));
        byte[] value = headers.get(name).getBytes(UTF_8);
        headers.put(name, new String(mutated(value, random), UTF_8));
      }
      assertFalse(
          request.accepted(headers, body, request.secret()),
          "seed " + seed + ", case " + i + ": " + headers);
    }
  }

  @ParameterizedTest
  @MethodSource("signed")
  @DisplayName("W1: of 5,000 signatures with one thing wrong none gets in")
  void refusesEveryOtherSignature(Signed request) {
    long seed = 20_261_128L;
    Random random = new Random(seed);
    String name =
        request.headers().keySet().stream()
            .filter(header -> header.matches("(?i).*(hmac|signature).*"))
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < 5_000; i++) {
      Map<String, String> headers = new HashMap<>(request.headers());
      byte[] value = headers.get(name).getBytes(UTF_8);
      headers.put(name, new String(mutated(value, random), UTF_8));
      assertFalse(
          request.accepted(headers, request.body().getBytes(UTF_8), request.secret()),
          "seed " + seed + ", case " + i + ": " + headers.get(name));
    }
  }

  /** One byte changed, one added, one taken out, or the end cut off; never the same as before. */
  private static byte[] mutated(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> {
        byte[] copy = bytes.clone();
        copy[at] = (byte) (copy[at] ^ (1 << random.nextInt(7)));
        yield copy;
      }
      case 1 -> {
        byte[] copy = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, copy, at + 1, bytes.length - at);
        copy[at] = (byte) (33 + random.nextInt(90));
        yield copy;
      }
      case 2 -> {
        byte[] copy = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, copy, at, bytes.length - at - 1);
        yield copy;
      }
      default -> Arrays.copyOf(bytes, at);
    };
  }

  @Test
  @DisplayName("W1: base64 that decodes to the same bytes is still another text")
  void refusesOtherTextsOfTheSameBytes() {
    Signed standard = signed().get(2);
    String right = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    for (String other :
        List.of(
            right.replace("OE=", "OF="),
            right.replace("=", ""),
            right.replace('+', '-').replace('/', '_'),
            right + "=",
            "\n" + right)) {
      assertFalse(withSignatures(standard, "v1," + other));
    }
  }

  @Test
  void standardWebhooksTakeTheFirstVersionOnlyFromAnyPlaceInTheList() {
    Signed standard = signed().get(2);
    String right = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    assertTrue(withSignatures(standard, "v1a,xx v1,nope v1," + right));
    assertFalse(withSignatures(standard, "v2," + right + " v1a," + right + " " + right));
    assertFalse(withSignatures(standard, "v1,"));
    assertFalse(withSignatures(standard, ""));
  }

  @Test
  @DisplayName("W1: a secret without its prefix is what every library takes it for")
  void aStandardSecretMayLackItsPrefix() {
    Signed standard = signed().get(2);
    assertTrue(standard.accepted(standard.secret().replace("whsec_", "")));
  }

  private static boolean withSignatures(Signed standard, String signatures) {
    Map<String, String> headers = new HashMap<>(standard.headers());
    headers.put("webhook-signature", signatures);
    return standard.accepted(headers, standard.body().getBytes(UTF_8), standard.secret());
  }

  @Test
  @DisplayName("W1: ±300 s, and not one more")
  void standardWebhooksAreRecent() {
    Signed standard = signed().get(2);
    for (long seconds : List.of(-301L, -300L, 0L, 300L, 301L, 1L << 40)) {
      boolean accepted =
          standard
              .platform()
              .signed(
                  standard.headers()::get,
                  standard.body().getBytes(UTF_8),
                  List.of(standard.secret()),
                  NOW.plusSeconds(seconds));
      assertEquals(Math.abs(seconds) <= 300, accepted, seconds + " s");
    }
  }

  static boolean sharedAreThere() {
    return Payloads.sharedAreThere();
  }

  static List<JsonNode> sharedVectors() throws IOException {
    String file = Files.readString(Payloads.shared().resolve("signatures/vectors.json"));
    List<JsonNode> ours = new ArrayList<>();
    for (JsonNode vector : Payloads.parse(file)) {
      if (platform(vector) != null) {
        ours.add(vector);
      }
    }
    return ours;
  }

  @Test
  @EnabledIf("sharedAreThere")
  void agreesWithEveryPublishedVector() throws IOException {
    List<JsonNode> vectors = sharedVectors();
    assertTrue(vectors.size() >= 20, vectors.size() + " vectors");
    for (JsonNode vector : vectors) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      vector
          .get("headers")
          .properties()
          .forEach(h -> headers.put(h.getKey(), h.getValue().textValue()));
      boolean accepted =
          Payloads.PLATFORMS
              .get(platform(vector))
              .signed(
                  headers::get,
                  Base64.getDecoder().decode(vector.get("body_base64").textValue()),
                  List.of(vector.get("secret").textValue()),
                  Instant.ofEpochSecond(vector.get("now_unix").asLong()));
      assertEquals(
          vector.get("expected_valid").booleanValue(), accepted, vector.get("id").textValue());
    }
  }

  private static String platform(JsonNode vector) {
    String scheme = vector.get("scheme").textValue();
    String platform = scheme.equals("standard-webhooks") ? "standard" : scheme;
    return Payloads.PLATFORMS.containsKey(platform) ? platform : null;
  }
}
