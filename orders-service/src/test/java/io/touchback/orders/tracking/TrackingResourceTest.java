package io.touchback.orders.tracking;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.touchback.orders.StoredJson;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.TrackingToken;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TrackingResourceTest {
  @Inject TrackingToken tokens;
  @Inject AgroalDataSource database;

  @BeforeEach
  void aShop() throws SQLException {
    run(
        "insert into shop (name, profile, active, changed_at) values (?, ?::jsonb, true, now())"
            + " on conflict (name) do update set profile = excluded.profile",
        "beads-page",
        StoredJson.write(
            Records.with(
                TrackedOrderExamples.beads(),
                TrackedOrderExamples.beads().getClass(),
                "logoUrl",
                "https://beads.example.com/logo.png?v=1")));
  }

  private UUID anOrder(OrderState order) throws SQLException {
    run(
        "insert into orders (id, shop, platform, platform_order_id, state, number_key, name_grams,"
            + " tracking_keys, placed_at, erased)"
            + " values (?::uuid, ?, 'shopify', ?, convert_to(?, 'UTF8'), '1001', '{}', '{}', now(), ?::boolean)",
        order.id().toString(),
        order.shop(),
        order.platformOrderId(),
        StoredJson.write(order),
        String.valueOf(order.erased()));
    return order.id();
  }

  private void run(String sql, String... parameters) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }

  @Test
  @DisplayName("X4: no link stands in a metric, whatever is asked of it")
  void noTokenInAMetric() {
    given().post("/track/a-secret-token").then().statusCode(405);
    given()
        .auth()
        .preemptive()
        .basic("ops", "ops")
        .get("/q/metrics")
        .then()
        .body(containsString("uri=\"/track/{token}\""))
        .body(not(containsString("a-secret-token")));
  }

  @Test
  @DisplayName("X4: the page, and all that keeps it private")
  void thePage() throws SQLException {
    UUID id = anOrder(OrderStates.shipped("beads-page", false));
    given()
        .get("/track/{token}", tokens.of(id))
        .then()
        .statusCode(200)
        .contentType("text/html;charset=UTF-8")
        .header("Cache-Control", "no-store")
        .header("X-Robots-Tag", "noindex, nofollow")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header(
            "Content-Security-Policy",
            matchesPattern(
                "default-src 'none'; style-src 'nonce-[\\w-]{22}'; img-src https://beads.example.com;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"))
        .body(containsString("Zoë M."))
        .body(containsString("Look out for \u2068UPS\u2069."))
        .body(containsString("https://www.ups.com/track?tracknum=1Z5R89390357567127"));
  }

  @Test
  void theNonceIsNewEachTime() throws SQLException {
    String token = tokens.of(anOrder(OrderStates.shipped("beads-page", false)));
    String csp = "Content-Security-Policy";
    assertNotEquals(
        given().get("/track/{token}", token).header(csp),
        given().get("/track/{token}", token).header(csp));
  }

  @Test
  @DisplayName("X1, X4: one and the same 404 for every token that is not one")
  void oneAnswerForEveryBadToken() throws SQLException {
    String erased = tokens.of(anOrder(OrderStates.shipped("beads-page", true)));
    String good = tokens.of(anOrder(OrderStates.shipped("beads-page", false)));
    String shopless = tokens.of(anOrder(OrderStates.shipped("no-shop", false)));
    String unknown = tokens.of(UUID.randomUUID());
    List<String> paths =
        List.of(
            "/track/" + erased,
            "/track/" + shopless,
            "/track/" + unknown,
            "/track/" + good.substring(0, good.length() - 1),
            "/track/" + good + "A",
            "/track/" + good + ".",
            "/track/" + good + "/x",
            "/track/" + good.toUpperCase(java.util.Locale.ROOT),
            "/track/" + good.split("\\.")[0],
            "/track/" + good.split("\\.")[0] + ".",
            "/track/.",
            "/track/" + UUID.randomUUID(),
            "/track/%00",
            "/track/%ff%fe",
            "/track/%F0%9F%8E%81",
            "/track/..%2f..%2fetc%2fpasswd",
            "/track/" + "a".repeat(3_000),
            "/track/");
    assertEquals(200, given().get("/track/{token}", good).statusCode());
    assertEquals(
        1, paths.stream().map(this::answer).collect(Collectors.toSet()).size(), answers(paths));
  }

  private String answers(List<String> paths) {
    return paths.stream()
        .map(path -> path + " → " + answer(path))
        .collect(Collectors.joining("\n"));
  }

  /** All of an answer but its nonce and date. */
  private String answer(String path) {
    Response response = given().urlEncodingEnabled(false).get(path);
    String headers =
        response.headers().asList().stream()
            .filter(header -> !header.getName().equalsIgnoreCase("date"))
            .map(Object::toString)
            .collect(Collectors.joining("\n"));
    return (response.statusCode() + "\n" + headers + "\n" + response.asString())
        .replaceAll("nonce[-=\"]+[\\w-]{22}", "nonce");
  }

  @Test
  void the404IsForPeople() {
    given()
        .get("/track/nothing")
        .then()
        .statusCode(404)
        .contentType("text/html;charset=UTF-8")
        .header("Cache-Control", equalTo("no-store"))
        .header("Content-Security-Policy", containsString("img-src 'none'"))
        .body(containsString("We cannot find this page"));
  }

  @Test
  @DisplayName("X4: nothing is changed by a link, and nothing but reading is allowed")
  void onlyReading() throws SQLException {
    String token = tokens.of(anOrder(OrderStates.shipped("beads-page", false)));
    given().post("/track/{token}", token).then().statusCode(405);
    given().head("/track/{token}", token).then().statusCode(200);
  }
}
