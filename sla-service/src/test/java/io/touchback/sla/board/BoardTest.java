package io.touchback.sla.board;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.touchback.sla.Goldens;
import io.touchback.sla.due.Sweeping;
import io.touchback.sla.stream.OrdersReader;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BoardTest {
  @Inject OrdersReader orders;
  @Inject Sweeping sweeping;

  @ConfigProperty(name = "touchback.ops-password")
  String password;

  private final String shop = "shop-" + UUID.randomUUID();

  private RequestSpecification ops() {
    return given()
        .auth()
        .preemptive()
        .basic("ops", password)
        .redirects()
        .follow(false)
        .contentType("application/json");
  }

  private String policies() {
    return "/api/shops/" + shop + "/policies";
  }

  private String paidOrder() {
    var order = UUID.randomUUID().toString();
    var paid = Goldens.like("orders-service/OrderPaid.v1", shop, order, Instant.now());
    QuarkusTransaction.requiringNew()
        .run(() -> orders.handle(List.of(Goldens.event("orders", paid))));
    return order;
  }

  @Test
  void aShopNobodyKnowsYetHasTheBuiltInPoliciesAndMayHaveItsOwn() {
    ops()
        .get(policies())
        .then()
        .statusCode(200)
        .body("policies.'order.dispatch'.target", equalTo("P3D"))
        .body("policies.'order.dispatch'.hours", equalTo("business"))
        .body("policies.'order.dispatch'.neverLaterThan", equalTo("P6D"))
        .body("policies.'parcel.movement'.abroad", equalTo("P5D"))
        .body("policies.'shop.heartbeat'.usualGaps", equalTo(5));

    ops()
        .body(
            "{\"policies\": {\"order.dispatch\": {\"target\": \"P2D\", \"hours\": \"business\"}}}")
        .put(policies())
        .then()
        .statusCode(200)
        .body("policies.'order.dispatch'.target", equalTo("P2D"))
        .body("policies.'order.dispatch'.neverLaterThan", nullValue())
        .body("policies.'shipment.told'.target", equalTo("PT15M"));

    ops().body("{\"policies\": {\"order.dispatch\": null}}").put(policies()).then().statusCode(200);
    ops().get(policies()).then().body("policies.'order.dispatch'.target", equalTo("P3D"));
  }

  @Test
  void whatIsShownMayBePutBack() {
    var shown = ops().get(policies()).body().asString();
    ops().body(shown).put(policies()).then().statusCode(200).body(equalTo(shown));
  }

  @Test
  void everyWrongFieldIsNamedInAProblemDocument() {
    ops()
        .body("{\"policies\": {\"order.dispatch\": {\"target\": \"soon\"}, \"x\": null}}")
        .put(policies())
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.field", hasItems("policies.order.dispatch.target", "policies.x"))
        .body("detail", containsString("policies.order.dispatch.target"));
    ops()
        .body("{\"policies\": {}}")
        .put("/api/shops/Not a shop/policies")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("shop"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"x\"", "null", ""})
  void whatIsNoPolicySetIsAProblem(String body) {
    ops()
        .body(body)
        .put(policies())
        .then()
        .statusCode(400)
        .contentType(containsString("application/problem+json"));
  }

  @Test
  void clocksAreListedAndEachIsExplained() {
    var order = paidOrder();
    var id =
        ops()
            .get("/api/clocks?shop=" + shop + "&state=open")
            .then()
            .statusCode(200)
            .body("", hasSize(1))
            .body("[0].policy", equalTo("order.dispatch"))
            .body("[0].subject.id", equalTo(order))
            .body("[0].subject.number", equalTo("#1001"))
            .extract()
            .path("[0].id");
    ops()
        .get("/api/clocks/" + id)
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("state", equalTo("open"))
        .body("explanation", hasItem(containsString("Started by 'paid'")))
        .body("explanation", hasItem(containsString("Monday to Friday count")))
        .body("events.name", equalTo(List.of("OrderPaid")));
    ops().get("/api/clocks?shop=" + shop + "&subject=" + order).then().body("", hasSize(1));
    ops()
        .queryParam("subject", "#1001")
        .get("/api/clocks?shop=" + shop)
        .then()
        .body("", hasSize(1));
    ops().get("/api/clocks?shop=" + shop + "&state=stopped").then().body("", hasSize(0));
  }

  @Test
  void whatBrokeIsListedWithoutAskingForAShop() {
    var order = UUID.randomUUID().toString();
    var now = Instant.now();
    var paid =
        Goldens.like("orders-service/OrderPaid.v1", shop, order, now.minus(Duration.ofHours(166)));
    QuarkusTransaction.requiringNew()
        .run(() -> orders.handle(List.of(Goldens.event("orders", paid))));
    var open = "/api/clocks?state=open&size=200";
    ops().get(open).then().body("subject.id", hasItem(order));
    sweeping.upTo(now);
    ops().get(open).then().body("subject.id", not(hasItem(order)));
    for (var which : List.of("", "&shop=" + shop, "&subject=" + order)) {
      ops()
          .get("/api/clocks?state=breached&size=200" + which)
          .then()
          .statusCode(200)
          .body("subject.id", hasItem(order))
          .body("state", everyItem(equalTo("breached")));
    }
    for (var subject : List.of(order, "#1001")) {
      ops()
          .queryParam("subject", subject)
          .get("/api/alerts?state=open&shop=" + shop)
          .then()
          .body("subject.id", equalTo(List.of(order)));
    }
    ops().get("/api/clocks?size=1").then().statusCode(200).body("", hasSize(1));
  }

  @Test
  void longListsComeInPages() {
    paidOrder();
    paidOrder();
    paidOrder();
    var first = ops().get("/api/clocks?shop=" + shop + "&size=2").then().body("", hasSize(2));
    first.header("Link", containsString("page=1"));
    ops()
        .get("/api/clocks?shop=" + shop + "&size=2&page=1")
        .then()
        .body("", hasSize(1))
        .header("Link", nullValue());
  }

  @Test
  void whatDoesNotExistIsNotFoundAndWhatMakesNoSenseIsABadRequest() {
    ops()
        .get("/api/clocks/" + UUID.randomUUID())
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
    ops().get("/api/clocks/x").then().statusCode(404).contentType("application/problem+json");
    ops()
        .get("/api/alerts?state=loud")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("open, resolved, retracted"));
    ops().get("/api/alerts?shop=" + shop).then().statusCode(200).body("", hasSize(0));
    ops().urlEncodingEnabled(false).get("/api/clocks?shop=%00").then().statusCode(400);
    ops().urlEncodingEnabled(false).get("/api/alerts?subject=a%00").then().statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/clocks", "/api/alerts", "/api/shops/x/policies", "/q/metrics", "/q/openapi"})
  void nobodyGetsInWithoutThePassword(String path) {
    given().redirects().follow(false).get(path).then().statusCode(401);
    given().auth().preemptive().basic("ops", "wrong").get(path).then().statusCode(401);
    ops().get(path).then().statusCode(200);
  }

  @Test
  void whatRunsIsCounted() {
    paidOrder();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                ops()
                    .get("/q/metrics")
                    .then()
                    .body(containsString("touchback_clocks_open{policy=\"order.dispatch\""))
                    .body(containsString("touchback_sweep_lag_seconds NaN"))
                    .body(containsString("touchback_watermark_lag_seconds{topic=\"orders\"")));
  }

  @Test
  void healthIsOpenAndSaysHowTheStreamsAndTheSweepFare() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.name", hasItem("messaging"))
        .body("checks.find { it.name == 'sweep' }.data.sweeping", equalTo("off"))
        .body("checks.status", everyItem(equalTo("UP")))
        .body("checks.name", not(hasItem(containsString("SmallRye"))));
  }
}
