package io.touchback.orders.shop;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ShopResourceTest {

  @Test
  void anUnknownShopIsNotFound() {
    ops().get("/api/shops/nobody").then().statusCode(404).contentType("application/problem+json");
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

  private static RequestSpecification ops() {
    return given().auth().preemptive().basic("ops", "ops");
  }
}
