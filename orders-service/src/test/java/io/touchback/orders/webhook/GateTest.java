package io.touchback.orders.webhook;

import static io.touchback.orders.ShopifyExamples.paid;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.orders.Shopfront;
import io.touchback.orders.shop.KnownShop;
import io.touchback.orders.shop.Shops;
import io.touchback.orders.webhook.Gate.Call;
import io.touchback.orders.webhook.Gate.Verdict;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GateTest {
  @Inject Gate gate;
  @Inject Shops shops;
  @Inject AgroalDataSource database;

  private Shopfront shop;

  @BeforeEach
  void openShop() {
    shop = Shopfront.open();
  }

  @Test
  @DisplayName("An event loop decides on shops that are remembered, and asks the database for none")
  void aGlanceNeverAsksTheDatabase() {
    var call = call(shop, paid(1));
    assertTrue(gate.glance(call).isEmpty());
    assertInstanceOf(Verdict.Welcome.class, gate.look(call));
    assertInstanceOf(Verdict.Welcome.class, gate.glance(call).orElseThrow());
    var forged = call(shop.signingWith("another secret"), paid(1));
    assertInstanceOf(Verdict.Stranger.class, gate.glance(forged).orElseThrow());
  }

  @Test
  void aLongBodyIsNotForAnEventLoop() {
    var call =
        call(shop, paid(1).replaceFirst("\\{", "{\"note\": \"" + "x".repeat(65_536) + "\","));
    assertInstanceOf(Verdict.Welcome.class, gate.look(call));
    assertTrue(gate.glance(call).isEmpty());
  }

  @Test
  void aChangeMadeHereCountsAtOnce() {
    gate.look(call(shop, paid(1)));
    shop.put("{\"secrets\": {\"shopify\": [\"the next one\"]}}");
    assertTrue(gate.glance(call(shop, paid(1))).isEmpty());
    assertInstanceOf(Verdict.Stranger.class, gate.look(call(shop, paid(1))));
  }

  @Test
  void aChangeMadeByAnotherInstanceCountsWithinSecondsThoughTheShopIsInUse() throws SQLException {
    assertEquals("DE", shops.find(shop.name()).map(KnownShop::country).orElseThrow());
    try (var connection = database.getConnection();
        var change =
            connection.prepareStatement(
                "update shop set profile = jsonb_set(profile, '{country}', '\"FR\"')"
                    + " where name = ?")) {
      change.setString(1, shop.name());
      change.executeUpdate();
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> shops.remembered(shop.name()).filter(s -> "FR".equals(s.country())).isPresent());
  }

  private static Call call(Shopfront shop, String text) {
    var body = text.getBytes(UTF_8);
    var headers =
        Map.of("X-Shopify-Topic", "orders/paid", "X-Shopify-Hmac-Sha256", shop.signature(body));
    return new Call(shop.name(), "shopify", headers::get, body);
  }
}
