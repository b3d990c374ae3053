package io.touchback.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The shop of the demo: opened by the public API, and heard of as Shopify would tell. */
final class DemoShop {
  static final String NAME = "demo";
  private static final String PLATFORM = "shopify";

  private final Settings settings;
  private final String operationsPassword;
  private final String secret;
  private final Clock clock = Clock.systemUTC();

  DemoShop(Settings settings, String operationsPassword) {
    this.settings = settings;
    this.operationsPassword = operationsPassword;
    var secrets = new WebhookSecrets(settings.data());
    secret = secrets.of(NAME, PLATFORM).orElseGet(() -> "shpss_" + UUID.randomUUID());
    secrets.remember(NAME, PLATFORM, secret);
  }

  /** Made, with clocks so short that one can watch them. */
  void open() {
    put(Settings.Port.ORDERS_PORT, "", fill("shop", Map.of("secret", secret)));
    put(Settings.Port.SLA_PORT, "/policies", fill("policies", Map.of()));
  }

  private void put(Settings.Port service, String what, String json) {
    var login = "ops:" + operationsPassword;
    var headers =
        Map.of(
            "Content-Type",
            "application/json",
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    var url = settings.url(service) + "/api/shops/" + NAME + what;
    try {
      expectSuccess(url, Http.call("PUT", url, headers, utf8(json)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A customer's order; the number is the customer's, the id the platform's.
   *
   * @param placed when
   */
  record Order(long id, String first, String last, Instant placed) {
    String number() {
      return String.valueOf(id % 10_000);
    }

    String email() {
      return first.toLowerCase(Locale.ROOT) + "@customers.example";
    }
  }

  Order place(long id, String first, String last) {
    var order = new Order(id, first, last, now());
    post("orders/create", "order", order, Map.of());
    post("orders/paid", "order", order, Map.of());
    return order;
  }

  void ship(Order order) {
    post("fulfillments/create", "fulfilment", order, Map.of());
  }

  void scan(Order order, int step, String status, String message) {
    post(
        "fulfillment_events/create",
        "scan",
        order,
        Map.of("step", String.valueOf(3 + step), "status", status, "message", message));
  }

  private void post(String topic, String template, Order order, Map<String, String> more) {
    var values = new HashMap<>(more);
    values.put("id", String.valueOf(order.id));
    values.put("number", order.number());
    values.put("first", order.first);
    values.put("last", order.last);
    values.put("email", order.email());
    values.put("placed", order.placed.toString());
    values.put("at", now().toString());
    var message =
        new WebhookSigner.Message(
            PLATFORM, topic, UUID.randomUUID().toString(), utf8(fill(template, values)));
    var orders = settings.url(Settings.Port.ORDERS_PORT);
    try {
      expectSuccess(topic, Send.post(orders, NAME, message, secret));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void expectSuccess(String what, Http.Answer answer) {
    if (!answer.well()) {
      throw new IllegalStateException(
          "The demo got %d for %s: %s".formatted(answer.status(), what, answer.body()));
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String fill(String template, Map<String, String> values) {
    try (var in = DemoShop.class.getResourceAsStream("demo/" + template + ".json")) {
      if (in == null) {
        throw new IllegalStateException(template + ".json is missing");
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (var value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
