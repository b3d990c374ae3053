package io.touchback.orders.webhook;

import static io.touchback.orders.ShopifyExamples.fulfillment;
import static io.touchback.orders.ShopifyExamples.paid;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.touchback.orders.Published;
import io.touchback.orders.Shopfront;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WaitingTest {
  private static final AtomicLong IDS = new AtomicLong(660_000);

  @Inject Published published;
  @Inject WaitSweep sweep;
  @Inject WebhookHousekeeping housekeeping;
  @Inject Clock clock;

  private final long id = IDS.incrementAndGet();

  @Test
  @DisplayName("Parcel before its order: told as soon as the order comes")
  void aParcelWaitsForItsOrder() {
    var shop = Shopfront.open();
    shop.shopify("fulfillments/create", fulfillment(id)).then().statusCode(200);
    sweep.sweep(clock.instant().plus(Duration.ofMinutes(14)));
    assertEquals(List.of(), published.names(shop.name()));
    shop.shopify("orders/paid", paid(id)).then().statusCode(200);
    assertEquals(List.of("OrderPlaced", "OrderPaid", "OrderShipped"), published.names(shop.name()));
  }

  @Test
  @DisplayName("… and after 15 minutes what is known is told, once")
  void aParcelDoesNotWaitForEver() {
    var shop = Shopfront.open();
    shop.shopify("fulfillments/create", fulfillment(id)).then().statusCode(200);
    sweep.sweep(clock.instant().plus(Duration.ofMinutes(16)));
    sweep.sweep(clock.instant().plus(Duration.ofMinutes(32)));
    assertEquals(List.of("OrderShipped"), published.names(shop.name()));
  }

  @Test
  @DisplayName("Raw webhooks are kept 7 days")
  void oldWebhooksAreForgotten() {
    var shop = Shopfront.open();
    shop.shopify("orders/paid", paid(id)).then().statusCode(200);
    var kept = "select count(*) from webhook where shop = '" + shop.name() + "'";
    housekeeping.clean(clock.instant().plus(Duration.ofDays(6)));
    assertEquals(1, published.count(kept));
    housekeeping.clean(clock.instant().plus(Duration.ofDays(8)));
    assertEquals(0, published.count(kept));
  }
}
