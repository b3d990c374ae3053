package io.touchback.orders.webhook;

import static io.restassured.RestAssured.given;
import static io.touchback.orders.Shopfront.ops;
import static io.touchback.orders.ShopifyExamples.fulfilled;
import static io.touchback.orders.ShopifyExamples.fulfillment;
import static io.touchback.orders.ShopifyExamples.paid;
import static io.touchback.orders.ShopifyExamples.placed;
import static io.touchback.orders.ShopifyExamples.scan;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.touchback.orders.Published;
import io.touchback.orders.Shopfront;
import io.touchback.orders.StoredJson;
import io.touchback.orders.order.OrderState;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class DoorTest {
  private static final AtomicLong IDS = new AtomicLong(9_007_199_254_740_993L);

  @Inject Published published;
  @Inject DataSource dataSource;
  @Inject MeterRegistry meters;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  private Shopfront shop;
  private final long id = IDS.incrementAndGet();

  @BeforeEach
  void openShop() {
    shop = Shopfront.open();
  }

  @Test
  void aWebhookIsStoredAppliedAndTold() {
    shop.shopify("orders/paid", paid(id)).then().statusCode(200).body("outcome", equalTo("stored"));
    assertEquals(List.of("OrderPlaced", "OrderPaid"), published.names(shop.name()));
    assertEquals(
        String.valueOf(id),
        published
            .texts("select platform_order_id from orders where shop = '" + shop.name() + "'")
            .get(0));
  }

  @Test
  void aStrangersTraceIsNotFollowed() {
    var stranger = "0af7651916cd43dd8448eb211c80319c";
    shop.traced("00-" + stranger + "-b7ad6b7169203331-01", "orders/paid", paid(id))
        .then()
        .statusCode(200);
    var traces =
        published.texts(
            "select traceparent from outbox where source = '/shops/" + shop.name() + "'");
    assertFalse(traces.isEmpty());
    assertTrue(traces.stream().allMatch(trace -> trace.endsWith("-00")), "nobody records them");
    assertTrue(traces.stream().noneMatch(trace -> trace.contains(stranger)));
  }

  @Test
  @DisplayName("W2: known by its delivery, and by its words")
  void aWebhookIsTakenOnce() {
    var body = paid(id).getBytes(UTF_8);
    var eventId = UUID.randomUUID().toString();
    shop.shopify("orders/paid", eventId, body).then().body("outcome", equalTo("stored"));
    shop.shopify("orders/paid", eventId, body)
        .then()
        .statusCode(200)
        .body("outcome", equalTo("known"));
    shop.shopify("orders/paid", UUID.randomUUID().toString(), body)
        .then()
        .statusCode(200)
        .body("outcome", equalTo("known"));
    shop.shopify("orders/paid", eventId, placed(id).getBytes(UTF_8))
        .then()
        .body("outcome", equalTo("known"));
    shop.shopify("orders/updated", eventId, body).then().body("outcome", equalTo("stored"));
    assertEquals(List.of("OrderPlaced", "OrderPaid"), published.names(shop.name()));
  }

  @Test
  @DisplayName("W2: an action of a merchant may have several deliveries of one topic")
  void eachDeliveryOfAnActionIsTaken() {
    var action = UUID.randomUUID().toString();
    long other = IDS.incrementAndGet();
    for (var order : List.of(id, other)) {
      var body = paid(order).getBytes(UTF_8);
      shop.delivery("orders/paid", action, "first of " + order, body)
          .then()
          .body("outcome", equalTo("stored"));
      shop.delivery("orders/paid", action, "again " + order, body)
          .then()
          .body("outcome", equalTo("known"));
    }
    assertEquals(4, published.names(shop.name()).size());
  }

  @Test
  @DisplayName("W3, F2: a story doubled and in any order is told once")
  void aStoryInAnyOrderIsToldOnce() {
    for (int seed = 1; seed <= 6; seed++) {
      var front = Shopfront.open();
      long order = IDS.incrementAndGet();
      var webhooks =
          new ArrayList<>(
              List.of(
                  List.of("orders/create", placed(order)),
                  List.of("orders/paid", paid(order)),
                  List.of("fulfillments/create", fulfillment(order)),
                  List.of("orders/fulfilled", fulfilled(order)),
                  List.of("fulfillment_events/create", scan(order, "delivered"))));
      webhooks.addAll(List.copyOf(webhooks));
      Collections.shuffle(webhooks, new Random(seed));
      webhooks.forEach(
          webhook -> front.shopify(webhook.get(0), webhook.get(1)).then().statusCode(200));
      assertEquals(
          List.of("OrderPaid", "OrderPlaced", "OrderShipped", "ParcelMoved"),
          published.names(front.name()).stream().sorted().toList(),
          "seed " + seed);
    }
  }

  @Test
  @DisplayName("W1: an unknown shop, an unknown platform and a bad signature look the same")
  void strangersAreNotToldWhatIsWrong() {
    var body = paid(id).getBytes(UTF_8);
    var wrong = shop.signingWith("another secret").shopify("orders/paid", "1", body);
    var unknown = given().body(body).post("/webhooks/shop-" + UUID.randomUUID() + "/shopify");
    var noPlatform = given().body(body).post("/webhooks/" + shop.name() + "/etsy");
    var unsigned = given().body(body).post("/webhooks/" + shop.name() + "/shopify");
    for (var answer : List.of(wrong, unknown, noPlatform, unsigned)) {
      answer.then().statusCode(401).contentType("application/problem+json");
      assertEquals(wrong.asString(), answer.asString());
    }
    assertEquals(List.of(), published.names(shop.name()));
  }

  @Test
  void oldAndNewSecretsCountUntilTheOldOneIsTakenAway() {
    shop.put("{\"secrets\": {\"shopify\": [\"a shop's secret\", \"the next one\"]}}");
    var next = shop.signingWith("the next one");
    shop.shopify("orders/create", placed(id)).then().statusCode(200);
    next.shopify("orders/paid", paid(id)).then().statusCode(200);
    shop.put("{\"secrets\": {\"shopify\": [\"the next one\"]}}");
    shop.shopify("orders/fulfilled", fulfilled(id)).then().statusCode(401);
    next.shopify("orders/fulfilled", fulfilled(id)).then().statusCode(200);
  }

  static Stream<byte[]> hostileBodies() {
    return Stream.of(
        text(""),
        text("webhook_id=7&x=1"),
        text("{\"id\": 1"),
        text("{\"id\": 1} {\"id\": 2}"),
        text("{\"id\": 1, \"id\": 2}"),
        text("{\"id\": 1e999999}"),
        text("{\"id\": 1e-999999}"),
        text("{\"id\": " + "9".repeat(5_000) + "}"),
        text("{\"id\": \"a\\u0000b\"}"),
        text("{\"a\\u0000b\": 1}"),
        text("{\"id\": \"\\ud800\"}"),
        text("{\"id\": \"\\udc00\\ud800\"}"),
        text("{\"id\": NaN}"),
        text("[".repeat(65) + "]".repeat(65)),
        text("{\"a\":".repeat(100_000)),
        HexFormat.of().parseHex("7b226964223a2022ff227d"),
        HexFormat.of().parseHex("7b226964223a2022eda080227d"),
        HexFormat.of().parseHex("7b226964223a2022c080227d"),
        "{\"id\": 1}".getBytes(UTF_16));
  }

  @ParameterizedTest
  @MethodSource("hostileBodies")
  @DisplayName("W4: what is hostile or no JSON gets 400, never a 5xx")
  void hostileBodiesAreRefused(byte[] body) {
    shop.shopify("orders/create", "1", body)
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  @DisplayName("Signed JSON that we cannot translate is kept, answered 200 and shown")
  void whatCannotBeTranslatedIsKept() {
    shop.shopify("orders/create", "{\"surprise\": true}").then().statusCode(200);
    shop.shopify("orders/create", "[1, 2]").then().statusCode(200);
    shop.shopify("carts/update", "{\"id\": 1}").then().statusCode(200);
    var states =
        published.texts(
            "select state from webhook where shop = '%s' order by id".formatted(shop.name()));
    assertEquals(List.of("untranslatable", "untranslatable", "not-for-us"), states);
  }

  @Test
  @DisplayName("An oversized body is read to its end, so that its sender hears the 413")
  void anOversizedBodyIsRefused() {
    shop.shopify("orders/create", "1", new byte[2 * 1024 * 1024 + 1]).then().statusCode(413);
    shop.shopify("orders/create", "1", new byte[15 * 1024 * 1024]).then().statusCode(413);
    shop.shopify("orders/create", placed(id)).then().statusCode(200);
  }

  @Test
  @DisplayName("A body without end is not read for ever: 413 past 16 MB, and the connection ends")
  void aBodyWithoutEndIsRefused() throws IOException {
    try (var socket = new Socket(RestAssured.baseURI.replace("http://", ""), RestAssured.port)) {
      socket.setSoTimeout(30_000);
      var sending = CompletableFuture.supplyAsync(() -> sendWithoutEnd(socket));
      var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      assertTrue(answer.readLine().startsWith("HTTP/1.1 413 "));
      long sent = sending.join();
      assertTrue(sent >= 16 << 20 && sent < 64 << 20, "sent: " + sent);
    }
    shop.shopify("orders/create", placed(id)).then().statusCode(200);
  }

  /** How much of it was taken, of 64 MB at most. */
  private long sendWithoutEnd(Socket socket) {
    long sent = 0;
    try {
      var out = socket.getOutputStream();
      var head =
          "POST /webhooks/%s/shopify HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
      out.write(head.formatted(shop.name()).getBytes(UTF_8));
      var chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(UTF_8);
      while (sent < 64 << 20) {
        out.write(chunk);
        sent += 0x10000;
      }
    } catch (IOException e) {
      // The server has closed it.
    }
    return sent;
  }

  @Test
  @DisplayName("An order of more lines than an event could carry is kept and shown, not applied")
  void anOrderHasSoManyLines() {
    for (int lines : List.of(2_000, 2_001)) {
      var line = "{\"id\": %d, \"name\": \"Bead\", \"quantity\": 1, \"requires_shipping\": true}";
      var all = IntStream.range(0, lines).mapToObj(line::formatted).collect(joining(","));
      var body = placed(IDS.incrementAndGet());
      int from = body.indexOf("\"line_items\": [") + 15;
      shop.shopify(
              "orders/create",
              body.substring(0, from) + all + body.substring(body.indexOf("],", from)))
          .then()
          .statusCode(200);
    }
    assertEquals(List.of("OrderPlaced"), published.names(shop.name()));
    ops()
        .queryParam("shop", shop.name())
        .get("/api/webhooks")
        .then()
        .body("webhooks.state", equalTo(List.of("untranslatable")))
        .body("webhooks[0].reason", equalTo("the order has more than 2000 lines"));
  }

  @Test
  @DisplayName("Orders of a shop that left are counted as such, until it is put again")
  void aShopThatLeftAndStillSendsIsSeen() {
    shop.put("{\"secrets\": {\"woocommerce\": [], \"standard\": []}}");
    shop.shopify("app/uninstalled", "{\"id\": 1}").then().statusCode(200);
    double before = ofInactiveShops();
    await()
        .until(
            () -> {
              shop.shopify("orders/paid", paid(IDS.incrementAndGet())).then().statusCode(200);
              return ofInactiveShops() > before;
            });
    shop.put("{}");
    double then = ofInactiveShops();
    shop.shopify("orders/paid", paid(id)).then().statusCode(200).body("outcome", equalTo("stored"));
    assertEquals(then, ofInactiveShops());
  }

  private double ofInactiveShops() {
    return meters.find("touchback.webhooks").tag("outcome", "shop-inactive").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void aBodyOfTwoMegabytesIsTaken() {
    var body = paid(id).replaceFirst("\\{", "{\"note\": \"" + "x".repeat(2_000_000) + "\", ");
    shop.shopify("orders/paid", body).then().statusCode(200);
  }

  @Test
  @DisplayName("The WooCommerce ping gets 200 for any shop name")
  void thePingIsAnswered() {
    given()
        .contentType("application/x-www-form-urlencoded")
        .body("webhook_id=12")
        .post("/webhooks/anybody/woocommerce")
        .then()
        .statusCode(200);
  }

  @Test
  void aWrongPasswordBesideAGoodSignatureIsNoneOfOurBusiness() {
    var body = placed(id).getBytes(UTF_8);
    given()
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(text("a:b")))
        .header("X-Shopify-Topic", "orders/create")
        .header("X-Shopify-Hmac-Sha256", shop.signature(body))
        .body(body)
        .post("/webhooks/" + shop.name() + "/shopify")
        .then()
        .statusCode(200);
  }

  @Test
  void onlyPostsAreTaken() {
    given().get("/webhooks/" + shop.name() + "/shopify").then().statusCode(405);
  }

  @Test
  @DisplayName("A shop is heard at most once a minute")
  void aShopIsHeardOnce() {
    shop.shopify("orders/create", placed(id)).then().statusCode(200);
    shop.shopify("orders/paid", paid(id)).then().statusCode(200);
    assertEquals(
        1,
        published.count(
            "select count(*) from outbox where aggregateid = '%s' and type like '%%ShopHeard%%'"
                .formatted(shop.name())));
  }

  @Test
  void aHeaderOfAnyLengthIsTaken() {
    var body = placed(id).getBytes(UTF_8);
    assertTrue(shop.shopify("orders/create", "x".repeat(6_000), body).statusCode() == 200);
  }

  @Test
  @DisplayName("Many at once, doubled: every 200 is stored, every transition told once")
  void aCrowdIsTakenInGroups() throws Exception {
    var orders = LongStream.range(0, 40).map(i -> IDS.incrementAndGet()).boxed().toList();
    var webhooks = new ArrayList<List<String>>();
    for (long order : orders) {
      for (int twice = 0; twice < 2; twice++) {
        webhooks.add(List.of("orders/create", placed(order)));
        webhooks.add(List.of("orders/paid", paid(order)));
        webhooks.add(List.of("orders/fulfilled", fulfilled(order)));
      }
    }
    Collections.shuffle(webhooks, new Random(7));
    var crowd = Executors.newFixedThreadPool(24);
    try {
      var answers =
          crowd.invokeAll(
              webhooks.stream()
                  .<Callable<Integer>>map(
                      webhook -> () -> shop.shopify(webhook.get(0), webhook.get(1)).statusCode())
                  .toList());
      for (var answer : answers) {
        assertEquals(200, answer.get());
      }
    } finally {
      crowd.shutdownNow();
    }
    var told =
        published.names(shop.name()).stream()
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    assertEquals(Map.of("OrderPlaced", 40L, "OrderPaid", 40L, "OrderShipped", 40L), told);
    assertEquals(
        120, published.count("select count(*) from webhook where shop = '" + shop.name() + "'"));
  }

  @Test
  @DisplayName("W4: an order that another instance heard of at the same moment is not refused")
  void aLostRaceIsRunAgain() throws Exception {
    try (var other = dataSource.getConnection()) {
      other.setAutoCommit(false);
      try (var insert =
          other.prepareStatement(
              """
              insert into orders (id, shop, platform, platform_order_id, state, number_key,
                name_grams, tracking_keys, placed_at, erased)
              select ?, ?, 'shopify', ?, ?, '', '{}', '{}', now(), false
              """)) {
        var state =
            OrderState.unknown(
                UUID.randomUUID(), shop.name(), "shopify", String.valueOf(id), Instant.now());
        insert.setObject(1, state.id());
        insert.setString(2, shop.name());
        insert.setString(3, String.valueOf(id));
        insert.setBytes(4, StoredJson.pack(state));
        insert.executeUpdate();
      }
      var answer =
          CompletableFuture.supplyAsync(() -> shop.shopify("orders/paid", paid(id)).statusCode());
      await()
          .until(
              () ->
                  published.count(
                          "select count(*) from pg_stat_activity where wait_event = 'transactionid'")
                      > 0);
      other.commit();
      assertEquals(200, answer.get());
    }
    assertEquals(List.of("OrderPlaced", "OrderPaid"), published.names(shop.name()));
  }

  @Test
  void theEventsAreOnKafkaInTheirOrder() {
    shop.shopify("orders/fulfilled", fulfilled(id)).then().statusCode(200);
    var told = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                broker,
                "group.id",
                "door-test-" + shop.name(),
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of("orders"));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                  if (record.value().contains("\"" + id + "\"")) {
                    told.add(header(record, "ce_type"));
                  }
                }
                return told.size() >= 3;
              });
    }
    assertEquals(
        List.of(
            "io.touchback.OrderPlaced.v1",
            "io.touchback.OrderPaid.v1",
            "io.touchback.OrderShipped.v1"),
        told);
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}
