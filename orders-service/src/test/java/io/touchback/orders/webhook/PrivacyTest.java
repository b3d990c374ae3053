package io.touchback.orders.webhook;

import static io.touchback.orders.Shopfront.ops;
import static io.touchback.orders.ShopifyExamples.fulfilled;
import static io.touchback.orders.ShopifyExamples.paid;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.orders.Published;
import io.touchback.orders.Shopfront;
import io.touchback.orders.order.OrderKey;
import io.touchback.orders.order.Orders;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PrivacyTest {
  private static final AtomicLong IDS = new AtomicLong(880_000);
  private static final String MAIL = "(?i)zoe[-\\w]*@example.com";

  @Inject TaskTable tasks;
  @Inject ErasureTable erasures;
  @Inject DutyMetrics duties;
  @Inject MeterRegistry meters;
  @Inject Orders orders;
  @Inject Published published;

  private Shopfront shop;
  private final long id = IDS.incrementAndGet();
  private final long other = IDS.incrementAndGet();

  @BeforeEach
  void twoCustomers() {
    shop = Shopfront.open();
    shop.shopify("orders/fulfilled", fulfilled(id)).then().statusCode(200);
    shop.shopify("orders/paid", paid(other)).then().statusCode(200);
    shop.shopify("customers/data_request", about("orders_requested")).then().statusCode(200);
    shop.shopify("customers/update", "{\"id\": 7, \"email\": \"" + email(id) + "\"}")
        .then()
        .statusCode(200);
  }

  @Test
  @DisplayName("what customers have a right to and wait for is counted, with its age")
  void whatIsOpenIsCounted() {
    duties.count();
    assertTrue(meters.get("touchback.tasks.open").gauge().value() >= 1);
    assertTrue(meters.get("touchback.tasks.age").timeGauge().value(TimeUnit.DAYS) < 1);
    var old = Instant.now().minus(Duration.ofDays(2));
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              erasures.add(
                  new Erasure(
                      UUID.randomUUID(),
                      shop.name(),
                      "shopify",
                      false,
                      null,
                      null,
                      List.of(),
                      old));
              assertTrue(erasures.unfinished().count() >= 1);
              assertEquals(
                  old.truncatedTo(ChronoUnit.MILLIS),
                  Objects.requireNonNull(erasures.unfinished().oldest())
                      .truncatedTo(ChronoUnit.MILLIS));
            });
  }

  @Test
  @DisplayName("X6: erasing a customer leaves 0 hits in the database")
  void anErasedCustomerIsNowhere() {
    assertTrue(hits(email(id)) > 3, "the search must find what is there");
    shop.shopify("customers/redact", about("orders_to_redact")).then().statusCode(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertEquals(0, hits(email(id)));
              assertEquals(0, hits("Müller-" + id));
              assertEquals(0, hits("muller-" + id));
            });
    assertTrue(hits(email(other)) > 0, "the other customer stays");
    assertEquals(1, count("CustomerErased"));

    shop.shopify(
            "orders/updated",
            fulfilled(id).replace("Waxed cord", "Cord").replace(":20Z\"", ":21Z\""))
        .then()
        .statusCode(200);
    assertEquals(0, hits(email(id)), "neither in the order nor in the webhook as it came");
  }

  @Test
  @DisplayName("X6: operations see a webhook as it came, until its customer is forgotten")
  void whatThePlatformSaid() {
    String newest =
        ops()
            .queryParam("shop", shop.name())
            .queryParam("state", "applied")
            .get("/api/webhooks")
            .then()
            .statusCode(200)
            .extract()
            .path("webhooks.find { it.platformOrderId == '%s' }.id".formatted(id));
    assertEquals(
        fulfilled(id), ops().get("/api/webhooks/" + newest + "/body").then().extract().asString());
    shop.shopify("customers/redact", about("orders_to_redact")).then().statusCode(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> ops().get("/api/webhooks/" + newest + "/body").then().statusCode(404));
  }

  @Test
  @DisplayName("X6: what is said of an order only after its customer was erased is not kept")
  void anOrderOfAnErasedCustomerMayComeLater() {
    long unknown = IDS.incrementAndGet();
    shop.shopify("customers/redact", about("orders_to_redact").replace("[" + id, "[" + unknown))
        .then()
        .statusCode(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> count("CustomerErased") == 2);
    shop.shopify("orders/paid", paid(unknown)).then().statusCode(200);
    assertEquals(0, hits(email(unknown)));
  }

  @Test
  @DisplayName("X6: who comes back in between can be erased twice in the same words")
  void sameWordsAreASecondRequest() {
    for (int twice = 0; twice < 2; twice++) {
      shop.shopify("orders/paid", paid(IDS.incrementAndGet()).replaceAll("zoe-\\d+", "zoe-" + id))
          .then()
          .statusCode(200);
      shop.shopify("customers/redact", about("orders_to_redact")).then().statusCode(200);
      await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertEquals(0, hits(email(id))));
    }
  }

  @Test
  @DisplayName("X6: operations erase where the platform has no word for it, by a number, too")
  void operationsEraseACustomer() {
    eraseByMail(email(other));
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertEquals(0, hits(email(other))));
    assertTrue(hits(email(id)) > 0);
    for (var nobody : List.of("", ", \"email\": \" \"", ", \"phone\": \"12\"")) {
      ops()
          .contentType("application/json")
          .body("{\"shop\": \"" + shop.name() + "\"" + nobody + "}")
          .post("/api/erasures")
          .then()
          .statusCode(400);
    }
    ops()
        .contentType("application/json")
        .body("{\"shop\": \"nobody\", \"phone\": \"0301234567\"}")
        .post("/api/erasures")
        .then()
        .statusCode(404);
  }

  @Test
  @DisplayName("X6: who is erased by an address of before its correction is erased with all of it")
  void aFormerAddressIsTheirsToo() {
    var corrected = "corrected-" + other + "@example.com";
    shop.shopify(
            "orders/updated",
            paid(other)
                .replaceAll("(?i)zoe-" + other + "@example.com", corrected)
                .replace(":20Z\"", ":21Z\""))
        .then()
        .statusCode(200);
    assertTrue(hits(corrected) > 0);
    eraseByMail(" " + email(other).toUpperCase(Locale.ROOT) + " ");
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertEquals(0, hits(corrected)));
    assertEquals(0, hits(email(other)));
    assertTrue(hits(email(id)) > 0);
  }

  @Test
  @DisplayName("X6: … and by an address that was taken away, whatever came in its place")
  void anAddressTakenAwayIsTheirsToo() {
    var corrected = "corrected-" + other + "@example.com";
    shop.shopify("orders/updated", paid(other).replaceAll(MAIL, "").replace(":20Z\"", ":21Z\""))
        .then()
        .statusCode(200);
    var formerly = "select array_to_string(former_email_keys, ' ', 'null') from orders where";
    var order = " shop = '%s' and platform_order_id = '%d'".formatted(shop.name(), other);
    assertEquals(List.of(email(other)), published.texts(formerly + order));
    shop.shopify(
            "orders/updated", paid(other).replaceAll(MAIL, corrected).replace(":20Z\"", ":22Z\""))
        .then()
        .statusCode(200);
    assertEquals(List.of(email(other)), published.texts(formerly + order));
    eraseByMail(email(other));
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertEquals(0, hits(corrected)));
    assertEquals(0, hits(email(other)));
  }

  @Test
  @DisplayName("X6: a webhook that came to nothing may name anybody, and is forgotten")
  void aFailedWebhookIsForgotten() {
    published.texts(
        "update webhook set state = 'failed', platform_order_id = 'nobody'"
            + " where shop = '%s' and platform_order_id = '%d' returning 1"
                .formatted(shop.name(), other));
    eraseByMail(email(id));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                published.count(
                        "select count(*) from webhook where body is not null"
                            + " and state = 'failed' and shop = '%s'".formatted(shop.name()))
                    == 0);
  }

  @Test
  @DisplayName("X6: … and so is one of an order of which nobody is known: it was never paid")
  void anUnpaidOrdersWebhookIsForgotten() {
    var pending =
        Payloads.own("woocommerce", "order-created.pending")
            .body()
            .toString()
            .replaceAll(MAIL, "unpaid-" + id + "@example.com");
    shop.woo("order.created", pending).then().statusCode(200);
    assertEquals(1, hits("unpaid-" + id + "@example.com"));
    eraseByMail("unpaid-" + id + "@example.com");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertEquals(0, hits("unpaid-" + id + "@example.com")));
    assertTrue(hits(email(other)) > 0, "what is of orders of known customers stays");
  }

  private void eraseByMail(String address) {
    ops()
        .contentType("application/json")
        .body("{\"shop\": \"%s\", \"email\": \"%s\"}".formatted(shop.name(), address))
        .post("/api/erasures")
        .then()
        .statusCode(202);
  }

  @Test
  @DisplayName("X6: … and by a phone number alone, however it is written")
  void operationsEraseByPhone() {
    tasks.add(aTask("shopify", null, "0049 (30) 55" + other));
    var stays = aTask("shopify", null, "0049 (30) 56" + other);
    tasks.add(stays);
    ops()
        .contentType("application/json")
        .body("{\"shop\": \"%s\", \"phone\": \"030 55%d\"}".formatted(shop.name(), other))
        .post("/api/erasures")
        .then()
        .statusCode(202);
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertEquals(0, hits(email(other))));
    await().atMost(Duration.ofSeconds(20)).until(() -> count("CustomerErased") == 1);
    assertTrue(hits(email(id)) > 0);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertEquals(
                    List.of(stays.id()),
                    tasks.oldest(shop.name(), 9).stream()
                        .filter(task -> task.phone() != null)
                        .map(Task::id)
                        .toList()));
  }

  @Test
  @DisplayName("X6: a person is erased by mail address, phone and order ids at once")
  void allThatIsSaidOfAPersonCounts() {
    long third = IDS.incrementAndGet();
    long fourth = IDS.incrementAndGet();
    shop.shopify("orders/paid", paid(third)).then().statusCode(200);
    shop.shopify("orders/paid", paid(fourth)).then().statusCode(200);
    erasures.add(
        new Erasure(
            UUID.randomUUID(),
            shop.name(),
            "shopify",
            false,
            email(id),
            "+49 30 55" + other,
            List.of("" + third),
            Instant.now()));
    await().atMost(Duration.ofSeconds(20)).until(() -> count("CustomerErased") == 3);
    // The wish itself, and what was queued, are forgotten a moment later.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> hits(email(id)) + hits(email(other)) + hits(email(third)) == 0);
    assertTrue(hits(email(fourth)) > 0);
  }

  @Test
  void aShopsCustomersAreErasedAllAtOnce() {
    shop.shopify("shop/redact", "{\"shop_id\": 1}").then().statusCode(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertEquals(0, hits(email(id)) + hits(email(other))));
    assertEquals(2, count("CustomerErased"));
  }

  @Test
  @DisplayName("X6: a shop of hundreds of orders is erased, batch after batch, and no other")
  void aLargeShopIsErased() {
    var neighbour = Shopfront.open().name();
    known(shop.name(), "shopify", 330);
    known(shop.name(), "standard", 60);
    known(neighbour, "shopify", 60);
    shop.shopify("shop/redact", "{\"shop_id\": 1}").then().statusCode(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> left(shop.name(), "shopify") == 0);
    assertEquals(332, count("CustomerErased"));
    assertEquals(60, left(shop.name(), "standard"));
    assertEquals(60, left(neighbour, "shopify"));
  }

  @Test
  @DisplayName("X6: … and so is what came meanwhile, before those that were erased already")
  void whatCameMeanwhileIsErased() {
    known(shop.name(), "shopify", 120);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              var half = UUID.randomUUID();
              erasures.add(
                  new Erasure(
                      half,
                      shop.name(),
                      "shopify",
                      true,
                      null,
                      null,
                      List.of(),
                      Instant.EPOCH.plusSeconds(2)));
              erasures.reached(half, List.of(key("shopify", "known-50"), key("shopify", "8")));
              assertEquals("known-50", erasures.reached(half));
            });
    await().atMost(Duration.ofSeconds(20)).until(() -> left(shop.name(), "shopify") == 0);
    await().atMost(Duration.ofSeconds(20)).until(() -> erasuresOf(shop.name()) == 0);
  }

  @Test
  void aShopsErasureGoesOnWhereItWas() {
    known(shop.name(), "shopify", 4);
    QuarkusTransaction.begin();
    try {
      assertEquals(
          Set.of(key("shopify", "known-2"), key("shopify", "known-3")),
          orders.lockToErase(key("shopify", "known-1"), 9).keys());
      var erasure = anErasure(Instant.EPOCH);
      assertEquals("", erasures.reached(erasure));
      erasures.reached(erasure, List.of(key("shopify", "7"), key("shopify", "6")));
      assertEquals("7", erasures.reached(erasure));
      erasures.reached(erasure, List.of());
      assertEquals("", erasures.reached(erasure), "it begins again");
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  private OrderKey key(String platform, String order) {
    return new OrderKey(shop.name(), platform, order);
  }

  private void known(String shop, String platform, int count) {
    var keys =
        IntStream.range(0, count)
            .mapToObj(number -> new OrderKey(shop, platform, "known-" + number))
            .toList();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              var book = orders.lock(keys);
              keys.forEach(key -> book.put(book.state(key, Instant.now())));
              book.save();
            });
  }

  private long left(String shop, String platform) {
    return published.count(
        "select count(*) from orders where shop = '%s' and platform = '%s' and not erased"
            .formatted(shop, platform));
  }

  private long erasuresOf(String shop) {
    return published.count("select count(*) from erasure where shop = '%s'".formatted(shop));
  }

  @Test
  @DisplayName("X6: a platform that erases a shop speaks for its own orders only")
  void otherPlatformsOrdersStay() {
    var elsewhere =
        Payloads.own("woocommerce", "order-created.processing")
            .body()
            .toString()
            .replace("zoe@example.com", "woo-" + id + "@example.com");
    shop.woo("order.created", elsewhere).then().statusCode(200);
    shop.shopify("shop/redact", "{\"shop_id\": 1}").then().statusCode(200);
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertEquals(0, hits(email(id))));
    assertTrue(hits("woo-" + id + "@example.com") > 0);
  }

  @Test
  @DisplayName("X6: … and so does what their customers asked for, however long ago")
  void otherPlatformsRequestsStay() {
    var asked = aTask("standard", "other-" + id + "@example.com", null);
    tasks.add(asked);
    shop.shopify("shop/redact", "{\"shop_id\": 1}").then().statusCode(200);
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertEquals(0, hits(email(id))));
    assertEquals(List.of(asked.id()), tasks.oldest(shop.name(), 9).stream().map(Task::id).toList());
  }

  @Test
  @DisplayName("X6: an erasure that fails, or takes long, lets the others pass")
  void erasuresTakeTurns() {
    QuarkusTransaction.begin();
    try {
      var first = anErasure(Instant.EPOCH);
      var second = anErasure(Instant.EPOCH.plusSeconds(1));
      assertEquals(first, erasures.next().orElseThrow().id());
      erasures.tried(first);
      assertEquals(second, erasures.next().orElseThrow().id());
      erasures.tried(second);
      assertEquals(first, erasures.next().orElseThrow().id());
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  private Task aTask(String platform, @Nullable String email, @Nullable String phone) {
    return new Task(
        UUID.randomUUID(),
        shop.name(),
        platform,
        "data-request",
        email,
        phone,
        List.of(),
        Instant.now());
  }

  private UUID anErasure(Instant since) {
    var id = UUID.randomUUID();
    erasures.add(
        new Erasure(id, shop.name(), null, false, "nobody@example.com", null, List.of(), since));
    return id;
  }

  @Test
  void aDataRequestIsATaskUntilItIsDone() {
    String task =
        ops()
            .queryParam("shop", shop.name())
            .get("/api/tasks")
            .then()
            .statusCode(200)
            .body("tasks[0].kind", equalTo("data-request"))
            .body("tasks[0].platformOrderIds", equalTo(List.of("" + id)))
            .extract()
            .path("tasks[0].id");
    ops().post("/api/tasks/" + task + "/done").then().statusCode(204);
    ops().post("/api/tasks/" + task + "/done").then().statusCode(404);
  }

  @Test
  void aShopThatLeftIsInactive() {
    shop.shopify("app/uninstalled", "{\"id\": 1}").then().statusCode(200);
    ops().get("/api/shops/" + shop.name()).then().body("active", equalTo(true));
    shop.put("{\"secrets\": {\"woocommerce\": [], \"standard\": []}}");
    shop.shopify("app/uninstalled", "{\"id\": 2}").then().statusCode(200);
    ops().get("/api/shops/" + shop.name()).then().body("active", equalTo(false));
    shop.put("{}");
    ops().get("/api/shops/" + shop.name()).then().body("active", equalTo(true));
  }

  private String about(String orders) {
    return """
        {"shop_id": 1, "customer": {"id": 7, "email": "%s"}, "%s": [%d]}
        """
        .formatted(email(id), orders, id);
  }

  private static String email(long order) {
    return "zoe-" + order + "@example.com";
  }

  private long count(String event) {
    return published.names(shop.name()).stream().filter(event::equals).count();
  }

  /** Rows of any table with this text in any column, raw bodies and unpublished events too. */
  private long hits(String text) {
    long hits = 0;
    for (var table :
        published.texts(
            "select table_name from information_schema.tables"
                + " where table_schema = 'public' and table_type = 'BASE TABLE'")) {
      hits +=
          published.count(
              "select count(*) from \"%s\" t where t::text ilike '%%%s%%'".formatted(table, text));
    }
    return hits
        + published.packed("select body from webhook where body is not null").stream()
            .filter(body -> body.contains(text))
            .count()
        + published.packed("select state from orders").stream()
            .filter(state -> state.contains(text))
            .count();
  }
}
