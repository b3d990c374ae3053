package io.touchback.orders.webhook;

import static io.restassured.RestAssured.given;
import static io.touchback.orders.Shopfront.ops;
import static io.touchback.orders.ShopifyExamples.paid;
import static io.touchback.orders.ShopifyExamples.placed;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.touchback.messaging.DatabaseFailed;
import io.touchback.orders.Published;
import io.touchback.orders.Shopfront;
import io.touchback.orders.order.TrackingToken;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatabaseAwayTest {
  private static final AtomicLong IDS = new AtomicLong(550_000);

  @Inject Published published;
  @Inject TrackingToken tokens;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @AfterEach
  void letEverybodyInAgain() throws SQLException {
    onAnotherDatabase("alter database touchback_orders allow_connections true");
  }

  @Test
  @DisplayName("E3: 503 with Retry-After while the database is away, and soon; then 200 again")
  void webhooksArePutOffWhileTheDatabaseIsAway() throws SQLException {
    var shop = Shopfront.open();
    long id = IDS.incrementAndGet();
    shop.shopify("orders/create", placed(id)).then().statusCode(200);

    onAnotherDatabase("alter database touchback_orders allow_connections false");
    cutConnections();
    long start = System.nanoTime();
    shop.shopify("orders/paid", paid(id))
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", notNullValue());
    assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 8);

    letEverybodyInAgain();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> shop.shopify("orders/paid", paid(id)).statusCode() == 200);
    assertEquals(List.of("OrderPlaced", "OrderPaid"), published.names(shop.name()));
  }

  @Test
  @DisplayName("E3: so are those who ask for an order, and the customer on the page of it")
  void everybodyElseIsPutOffToo() throws SQLException {
    var shop = Shopfront.open();
    shop.shopify("orders/create", placed(IDS.incrementAndGet())).then().statusCode(200);
    var order =
        published.texts("select id from orders where shop = '%s'".formatted(shop.name())).get(0);
    var page = "/track/" + tokens.of(UUID.fromString(order));

    onAnotherDatabase("alter database touchback_orders allow_connections false");
    cutConnections();
    for (var path :
        List.of("/api/orders?shop=x", "/api/shops/" + shop.name(), "/api/webhooks?shop=x")) {
      ops()
          .get(path)
          .then()
          .statusCode(503)
          .contentType("application/problem+json")
          .header("Retry-After", "5")
          .body("detail", containsString("The database cannot be reached now"));
    }
    ops()
        .contentType("application/json")
        .body("{\"contactName\": \"Ana\"}")
        .put("/api/shops/" + shop.name())
        .then()
        .statusCode(503)
        .header("Retry-After", "5");
    given()
        .get(page)
        .then()
        .statusCode(503)
        .contentType("text/html;charset=UTF-8")
        .header("Retry-After", "60")
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", containsString("img-src 'none'"))
        .body(containsString("We cannot show this page just now"));

    letEverybodyInAgain();
    await().atMost(Duration.ofSeconds(20)).until(() -> given().get(page).statusCode() == 200);
  }

  @Test
  @DisplayName("E3: connections that died are replaced before anybody notices")
  void aRestartOfTheDatabaseIsSurvived() throws SQLException {
    var shop = Shopfront.open();
    for (int i = 0; i < 5; i++) {
      cutConnections();
      long id = IDS.incrementAndGet();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> shop.shopify("orders/paid", paid(id)).statusCode() == 200);
    }
    // A pooled connection that died less than a second ago is handed out once more.
    await()
        .ignoreExceptionsInstanceOf(DatabaseFailed.class)
        .until(() -> published.names(shop.name()).size() == 10);
  }

  private void cutConnections() throws SQLException {
    onAnotherDatabase(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = 'touchback_orders'");
  }

  private void onAnotherDatabase(String sql) throws SQLException {
    var elsewhere = url.replace("/touchback_orders", "/postgres");
    try (var connection = DriverManager.getConnection(elsewhere, user, password);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
