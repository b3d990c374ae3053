package io.touchback.orders.desk;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.touchback.orders.order.Customer;
import io.touchback.orders.order.OrderExamples;
import io.touchback.orders.order.OrderKey;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Tracking;
import io.touchback.orders.order.Orders;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OrdersResourceTest {
  private static final AtomicInteger SHOPS = new AtomicInteger();

  @Inject Orders orders;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private final String shop = "desk-" + SHOPS.incrementAndGet();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#1001",
        "1001",
        "ZOE@example.com",
        "Zoë Müller",
        "zoe muller",
        "mull",
        "+49 30 5550100",
        "030 5550100",
        "1Z5R-8939 0357567127",
        "1z5r89390357567127"
      })
  @DisplayName("S2-10: one look-up by number, mail, name, phone or tracking number")
  void anOrderIsFoundByWhateverACallerCanSay(String asked) {
    var id = keep("77", OrderExamples.ZOE, "1Z5R89390357567127");
    ops()
        .queryParam("shop", shop)
        .queryParam("q", asked)
        .get("/api/orders")
        .then()
        .statusCode(200)
        .body("id", equalTo(List.of(id.toString())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#2002",
        "jo@example.com",
        "Jo",
        "030 5550101",
        "%",
        "_",
        "\\",
        "'",
        "' or 1=1 --"
      })
  void nobodyElsesOrderIsFound(String asked) {
    keep("78", OrderExamples.ZOE, "1Z5R89390357567127");
    ops()
        .queryParam("shop", shop)
        .queryParam("q", asked)
        .get("/api/orders")
        .then()
        .statusCode(200)
        .body("$", hasSize(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"王小明", "小明", "王"})
  void aNameInAnyScriptIsFound(String asked) {
    var id = keep("79", new Customer("王小明", null, null, "0912-345-678", null), null);
    ops()
        .queryParam("shop", shop)
        .queryParam("q", asked)
        .get("/api/orders")
        .then()
        .body("id", equalTo(List.of(id.toString())));
  }

  @Test
  void ordersArePaged() {
    for (int i = 0; i < 5; i++) {
      keep("8" + i, OrderExamples.ZOE, null);
    }
    var next =
        ops()
            .queryParam("shop", shop)
            .queryParam("size", 3)
            .get("/api/orders")
            .then()
            .body("$", hasSize(3))
            .extract()
            .header("Link");
    ops().get(next.substring(1, next.indexOf('>'))).then().statusCode(200).body("$", hasSize(2));
  }

  @Test
  void nobodyGetsInWithoutThePassword() {
    given().get("/api/orders").then().statusCode(401);
    given().get("/api/orders/" + UUID.randomUUID()).then().statusCode(401);
    given().contentType("application/json").post("/api/orders/x/cancel").then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "x", "1;drop"})
  void anOrderThatIsNotThereIsNotFound(String id) {
    ops().get("/api/orders/" + id).then().statusCode(404).contentType("application/problem+json");
    staff().post("/api/orders/" + id + "/cancel").then().statusCode(404);
  }

  @Test
  @DisplayName("S2-1: staff hold an order with a reason and a new date, and let it go again")
  void staffHoldAnOrder() {
    var id = keep("90", OrderExamples.ZOE, null);
    staff()
        .body("{\"reason\": \"The beads are late\", \"newDate\": \"2099-03-12\"}")
        .post("/api/orders/" + id + "/hold")
        .then()
        .statusCode(200)
        .body("status", equalTo("held"))
        .body("hold.newDate", equalTo("2099-03-12"))
        .body("story.what", hasItem("HELD"));
    staff()
        .body("{\"release\": true}")
        .post("/api/orders/" + id + "/hold")
        .then()
        .body("status", equalTo("open"));
    staff()
        .body("{\"newDate\": \"soon\"}")
        .post("/api/orders/" + id + "/hold")
        .then()
        .statusCode(400);
  }

  @Test
  @DisplayName("F3: staff let an order go though its hold was said by a clock that was ahead")
  void aReleaseCountsThoughTheClockWasSetBack() {
    var ahead = Instant.now().plus(Duration.ofMinutes(10));
    var id = keep("98", OrderExamples.ZOE, null);
    say("98", OrderUpdate.of("98").with(new OrderUpdate.Hold("late", null, ahead, false)), ahead);
    ops().get("/api/orders/" + id).then().body("status", equalTo("held"));
    staff()
        .body("{\"release\": true}")
        .post("/api/orders/" + id + "/hold")
        .then()
        .statusCode(200)
        .body("status", equalTo("open"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/orders?q=a%00b", "/api/orders?shop=%00", "/api/webhooks?shop=%00"})
  void aNulInAQuestionIsTheCallersMistake(String path) {
    ops().urlEncodingEnabled(false).get(path).then().statusCode(400);
  }

  @Test
  @DisplayName("M1: what staff write is one line without hidden characters")
  void aReasonIsCleaned() {
    var id = keep("95", OrderExamples.ZOE, null);
    staff()
        .body("{\"reason\": \"Late\\r\\nBcc: x\\u0000\\u202e\"}")
        .post("/api/orders/" + id + "/hold")
        .then()
        .statusCode(200)
        .body("hold.reason", equalTo("Late Bcc: x"));
  }

  @Test
  void aNewDateInThePastIsRefused() {
    var id = keep("96", OrderExamples.ZOE, null);
    staff()
        .body("{\"newDate\": \"2001-01-01\"}")
        .post("/api/orders/" + id + "/hold")
        .then()
        .statusCode(400);
  }

  @Test
  void whatHasLeftIsNeitherCancelledNorHeld() {
    var id = keep("97", OrderExamples.ZOE, "1Z5R89390357567127");
    staff().body("{}").post("/api/orders/" + id + "/cancel").then().statusCode(409);
    staff().body("{}").post("/api/orders/" + id + "/hold").then().statusCode(409);
    staff().body("{\"release\": true}").post("/api/orders/" + id + "/hold").then().statusCode(200);
  }

  @Test
  void staffCancelAnOrderOnce() {
    var id = keep("91", OrderExamples.ZOE, null);
    for (int i = 0; i < 2; i++) {
      staff()
          .body("{\"reason\": \"asked for by phone\"}")
          .post("/api/orders/" + id + "/cancel")
          .then()
          .statusCode(200)
          .body("status", equalTo("cancelled"))
          .body("unitsToShip", equalTo(0))
          .body("story.what.findAll { it == 'CANCELLED' }", hasSize(1));
    }
    staff().post("/api/orders/" + id + "/hold").then().statusCode(409);
  }

  @Test
  @DisplayName("S2-22: the story shows the parcels, and what the customer was told of them")
  void theStoryIsWhole() {
    var id = keep("92", OrderExamples.ZOE, "1Z5R89390357567127");
    tell(id, "NoticeSent", "sent", "2026-03-03T14:02:01Z");
    tell(id, "NoticeSent", "pending", "2026-03-03T14:02:00Z");
    await()
        .untilAsserted(
            () ->
                ops()
                    .get("/api/orders/" + id)
                    .then()
                    .statusCode(200)
                    .body("story.what", hasItems("PLACED", "PAID", "SHIPPED"))
                    .body("shipments[0].tracking[0].number", equalTo("1Z5R89390357567127"))
                    .body("notices.state", equalTo(List.of("sent"))));
    ops().get("/api/orders/" + id).then().body("trackingPage", not(equalTo("")));
  }

  private UUID keep(String platformOrderId, Customer customer, String trackingNumber) {
    var facet = OrderExamples.order(OrderExamples.PAID, OrderExamples.PAID);
    var order =
        new OrderUpdate.Order(
            facet.number(),
            facet.placedAt(),
            facet.updatedAt(),
            facet.paidAt(),
            null,
            null,
            null,
            false,
            false,
            customer,
            facet.shipTo(),
            facet.total(),
            facet.lines());
    var update = OrderUpdate.of(platformOrderId).with(order);
    var told =
        trackingNumber == null ? update : update.withFulfilments(List.of(parcel(trackingNumber)));
    return say(platformOrderId, told, OrderExamples.SHIPPED.plusSeconds(60));
  }

  private UUID say(String platformOrderId, OrderUpdate told, Instant now) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              var key = new OrderKey(shop, "shopify", platformOrderId);
              var book = orders.lock(List.of(key));
              var outcome = OrderExamples.lifecycle().apply(book.state(key, now), told, now);
              book.put(outcome.state());
              book.save();
              return outcome.state().id();
            });
  }

  private static Fulfilment parcel(String trackingNumber) {
    return new Fulfilment(
        "1",
        OrderExamples.SHIPPED,
        OrderExamples.SHIPPED,
        false,
        "UPS",
        null,
        List.of(new Tracking(trackingNumber, null)),
        List.of(),
        false,
        true,
        null,
        null,
        null,
        null,
        null);
  }

  private void tell(UUID order, String name, String state, String at) {
    var data =
        """
        {"noticeId": "%s", "shop": "%s", "kind": "shipped", "state": "%s", "at": "%s",
         "subject": {"type": "order", "id": "%s", "number": "#1001"}}
        """
            .formatted(UUID.nameUUIDFromBytes(order.toString().getBytes()), shop, state, at, order);
    var record = new ProducerRecord<String, byte[]>("notices", order.toString(), data.getBytes());
    record
        .headers()
        .add("ce_specversion", "1.0".getBytes())
        .add("ce_id", UUID.randomUUID().toString().getBytes())
        .add("ce_type", ("io.touchback." + name + ".v1").getBytes())
        .add("ce_source", ("/shops/" + shop).getBytes())
        .add("ce_subject", order.toString().getBytes())
        .add("ce_time", at.getBytes())
        .add("content-type", "application/json".getBytes());
    try (var producer =
        new KafkaProducer<>(
            java.util.Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers, "max.in.flight.requests.per.connection", 1),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(record);
    }
  }

  private static RequestSpecification ops() {
    return given().auth().preemptive().basic("ops", "ops");
  }

  private static RequestSpecification staff() {
    return ops().contentType("application/json");
  }
}
