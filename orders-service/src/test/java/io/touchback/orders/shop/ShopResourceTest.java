package io.touchback.orders.shop;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.touchback.messaging.Database;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ShopResourceTest {
  @Inject Database database;
  @Inject Shops shops;

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "a%00b", "%20", "Beads"})
  void anUnknownShopIsNotFound(String shop) {
    ops()
        .urlEncodingEnabled(false)
        .get("/api/shops/" + shop)
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }

  @Test
  void nobodyGetsInWithoutThePassword() {
    given().get("/api/shops/nobody").then().statusCode(401).contentType("application/problem+json");
    given()
        .auth()
        .preemptive()
        .basic("ops", "wrong")
        .get("/api/shops/nobody")
        .then()
        .statusCode(401);
  }

  @Test
  void everyWrongFieldIsNamed() {
    ops()
        .contentType("application/json")
        .body(
            """
            {"name": "Beads", "timeZone": "Mars/Olympus", "locale": "e", "country": "ZZ",
             "mailFrom": "Beads <hello@beads.example.com>", "website": "javascript:alert(1)",
             "accentColor": "red", "notices": {"delivered": "no"}, "secrets": {"shopify": "s"},
             "mailform": "x"}
            """)
        .put("/api/shops/wrong")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("status", equalTo(400))
        .body("detail", containsString("timeZone must be a time zone"))
        .body("detail", containsString("locale must be"))
        .body("detail", containsString("country must be"))
        .body("detail", containsString("mailFrom must be"))
        .body("detail", not(containsString("mailFrom is missing")))
        .body("detail", containsString("website must be an http or https address"))
        .body("detail", containsString("accentColor must be"))
        .body("detail", containsString("notices must name kinds"))
        .body("detail", containsString("secrets must name platforms"))
        .body("detail", containsString("unknown field mailform"));
  }

  @Test
  @DisplayName("F3: a change made by a clock that was set back is still the newest")
  void aLaterChangeIsDatedLater() {
    var form = "{\"mailFrom\": \"hello@beads.example.com\", \"country\": \"DE\"}";
    put("beads-set-back", form).statusCode(200);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                database.update(
                    "update shop set changed_at = now() + interval '10 minutes' where name = ?",
                    "beads-set-back"));
    put("beads-set-back", form).statusCode(200);
    assertEquals(
        List.of(true),
        database.query(
            row -> row.getBoolean(1),
            """
            select event_time > now() + interval '9 minutes' and event_time = changed_at
            from outbox join shop on name = aggregateid where name = ? order by seq desc limit 1
            """,
            "beads-set-back"));
  }

  @Test
  void aShopIsCreatedChangedAndShownWithoutItsSecrets() {
    put(
            "beads-1",
            """
            {"name": "Bead & Cord", "mailFrom": "hello@beads.example.com", "contactName": "Ana",
             "timeZone": "Europe/Berlin", "locale": "de-AT", "country": "DE",
             "website": "https://beads.example.com", "accentColor": "#0f766e",
             "notices": {"delivered": false}, "mailTestOrders": true,
             "secrets": {"shopify": ["first-secret", "second-secret"], "woocommerce": ["woo"]}}
            """)
        .statusCode(200)
        .body("secretCounts.shopify", equalTo(2));
    put("beads-1", "{\"contactName\": null, \"secrets\": {\"woocommerce\": []}}").statusCode(200);
    put("beads-1", "{\"secrets\": null}")
        .statusCode(400)
        .body("detail", containsString("must name the platforms whose secrets go"));
    var shown = ops().get("/api/shops/beads-1").then().statusCode(200);
    shown
        .body("shop", equalTo("beads-1"))
        .body("name", equalTo("Bead & Cord"))
        .body("timeZone", equalTo("Europe/Berlin"))
        .body("contactName", nullValue())
        .body("notices.delivered", equalTo(false))
        .body("mailTestOrders", equalTo(true))
        .body("active", equalTo(true))
        .body("secretCounts", equalTo(Map.of("shopify", 2)))
        .body(not(containsString("first-secret")));
  }

  @Test
  void aShopNeedsNoMoreThanAMailAddress() {
    put("plain", "{\"mailFrom\": \"shop@plain.example.com\"}")
        .statusCode(200)
        .body("name", equalTo("plain"))
        .body("timeZone", equalTo("UTC"))
        .body("locale", equalTo("en"));
    put("plainer", "{}").statusCode(400).body("detail", equalTo("mailFrom is missing."));
    put("Not_A_Name", "{}").statusCode(400);
    put("plain", "[]").statusCode(400);
    put("plain", "{\"mailFrom\"").statusCode(400).contentType("application/problem+json");
  }

  @ParameterizedTest
  @DisplayName("a sender that no mail could come from is refused here, not found out there")
  @ValueSource(
      strings = {
        "info@straße.de",
        "0123456789012345678901234567890123456789012345678901234567890123456@beads.example.com",
        "a\u00a0b@beads.example.com"
      })
  void aSenderNoMailCouldComeFromIsRefused(String mailFrom) {
    put("plain", "{\"mailFrom\": \"" + mailFrom + "\"}")
        .statusCode(400)
        .body("detail", containsString("mailFrom must be"));
  }

  @ParameterizedTest
  @DisplayName("S4-7: answers reach somebody")
  @ValueSource(
      strings = {
        "noreply@beads.example.com",
        "No-Reply@beads.example.com",
        "no_reply+orders@beads.example.com",
        "noreply2@beads.example.com",
        "donotreply@beads.example.com",
        "DO-NOT-REPLY@beads.example.com",
        "do.not.reply@beads.example.com",
        "beads-noreply@example.com",
        "orders.no-reply@beads.example.com"
      })
  void nobodyIsAskedToAnswerToNobody(String address) {
    put("unread", "{\"mailFrom\": \"a@b.example\", \"replyTo\": \"" + address + "\"}")
        .statusCode(400)
        .body("detail", containsString("replyTo must be a bare mail address"))
        .body("detail", containsString("not a no-reply one"));
    put("unread", "{\"mailFrom\": \"" + address + "\"}")
        .statusCode(400)
        .body(
            "detail",
            equalTo(
                "mailFrom is a no-reply address, so replyTo must name one that somebody reads."));
  }

  @Test
  @DisplayName("S4-7: a no-reply sender will do where answers go elsewhere, and only there")
  void aNoReplySenderNeedsSomebodyWhoReads() {
    put("read", "{\"mailFrom\": \"noreply@b.example\", \"replyTo\": \"ana@b.example\"}")
        .statusCode(200);
    put("read", "{\"replyTo\": null}").statusCode(400);
    put("read", "{\"mailFrom\": \"reply@b.example\", \"replyTo\": null}").statusCode(200);
    put("read", "{\"mailFrom\": \"nora.reply@b.example\"}").statusCode(200);
  }

  @Test
  @DisplayName("S4-7: a shop from before the rule may still change its secrets")
  void whatWasPutBeforeIsNotAskedAgain() {
    put("older", "{\"mailFrom\": \"a@b.example\"}").statusCode(200);
    database.update(
        "update shop set profile = profile || '{\"mailFrom\": \"noreply@b.example\"}' where name = ?",
        "older");
    put("older", "{\"secrets\": {\"shopify\": [\"new\"]}}").statusCode(200);
  }

  @Test
  void theStoredSecretIsSealed() {
    put(
            "sealed",
            """
            {"mailFrom": "a@b.example", "secrets": {"shopify": ["sealed-secret-text"]}}
            """)
        .statusCode(200);
    var rows =
        database.query(
            row -> row.getBytes(1), "select sealed from shop_secret where shop = ?", "sealed");
    assertEquals(1, rows.size());
    assertFalse(new String(rows.get(0), ISO_8859_1).contains("secret-text"));
    assertEquals(
        List.of("sealed-secret-text"), shops.find("sealed").orElseThrow().secretsOf("shopify"));
  }

  @Test
  void aChangeIsKnownAtTheDoorAtOnce() {
    for (int i = 0; i < 20; i++) {
      put(
              "rotating",
              """
              {"mailFrom": "a@b.example", "secrets": {"shopify": ["secret-%d", "secret-%d"]}}
              """
                  .formatted(i, i + 1))
          .statusCode(200);
      assertEquals(
          List.of("secret-" + i, "secret-" + (i + 1)),
          shops.find("rotating").orElseThrow().secretsOf("shopify"));
    }
  }

  private static ValidatableResponse put(String shop, String body) {
    return ops().contentType("application/json").body(body).put("/api/shops/" + shop).then();
  }

  private static RequestSpecification ops() {
    return given().auth().preemptive().basic("ops", "ops");
  }
}
