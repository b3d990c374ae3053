package io.touchback.orders.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.orders.order.Money;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.OrderUpdate.Fulfilment;
import io.touchback.orders.order.OrderUpdate.Tracking;
import io.touchback.orders.order.ParcelStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real payloads that we may test with but not keep: run where their folder is. */
@EnabledIf("io.touchback.orders.webhook.Payloads#sharedAreThere")
class SharedPayloadsTest {
  static Stream<Payloads.Payload> all() {
    return Payloads.sharedAreThere()
        ? Stream.of("shopify", "woocommerce").flatMap(p -> Payloads.shared(p).stream())
        : Stream.empty();
  }

  private static OrderUpdate update(String platform, String name) {
    Payloads.Payload payload =
        Payloads.shared(platform).stream()
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow();
    return ((Translation.Update) payload.translation()).update();
  }

  private static OrderUpdate shopify(String name) {
    return update("shopify", name);
  }

  private static OrderUpdate woo(String name) {
    return update("woocommerce", name);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyOneMakesSense(Payloads.Payload payload) {
    Translation translation = payload.translation();
    assertEquals(
        payload.name().startsWith("fulfillment_orders"),
        translation instanceof Translation.NotForUs);
  }

  @Test
  void shopifysTestNotification() {
    OrderUpdate update = shopify("orders-cancelled-1");
    assertEquals("820982911946154508", update.orderId());
    assertTrue(update.order().test());
    assertNull(update.order().paidAt());
    assertNotNull(update.order().cancelledAt());
    assertEquals("jon@example.com", update.order().customer().email());
    assertEquals("555-555-SHIP", update.order().customer().phone());
    assertEquals("Steve Shipper", update.order().shipTo().name());
  }

  @Test
  void shopifysOddOrders() {
    assertEquals(new Money(3686, "EUR"), shopify("orders-create-11").order().total());
    assertEquals(250, shopify("orders-create-12").order().lines().size());
    assertEquals("נועה כהן", shopify("orders-create-14").order().customer().name());
    assertEquals("IL", shopify("orders-create-14").order().shipTo().country());
    assertEquals(new Money(1450000, "JPY"), shopify("orders-create-8").order().total());
    assertEquals("抹茶セット 🍵", shopify("orders-create-8").order().lines().get(0).name());
    assertEquals("a-different@example.com", shopify("orders-updated-3").order().customer().email());
    assertNull(shopify("orders-create-4").order().customer().email());
    assertNull(shopify("orders-create-6").order().paidAt());

    OrderUpdate.Order pos = shopify("orders-create-17").order();
    assertNull(pos.customer().name());
    assertNull(pos.customer().email());
    assertEquals("+61400000000", pos.customer().phone());
    assertTrue(pos.lines().get(0).ships());

    OrderUpdate.Order free = shopify("orders-create-18").order();
    assertEquals(free.placedAt(), free.paidAt());
    assertTrue(free.lines().get(0).ships());
  }

  @Test
  void shopifysOddParcels() {
    assertTrue(shopify("fulfillments-create-1").fulfilments().get(0).digital());
    assertEquals(List.of(), shopify("fulfillments-update-1").fulfilments());
    assertEquals(
        List.of(
            new Tracking("123456789", "https://shipping.xyz/track.php?num=123456789"),
            new Tracking(null, "https://anothershipper.corp/track.php?code=abc")),
        shopify("fulfillments-create-7").fulfilments().get(0).tracking());

    Fulfilment hostile = shopify("fulfillments-update-3").fulfilments().get(0);
    assertTrue(hostile.cancelled());
    assertEquals("#☠1☢ --- 4321", hostile.tracking().get(0).number());

    List<Fulfilment> split = shopify("orders-fulfilled-4").fulfilments();
    assertEquals(
        List.of(ParcelStatus.DELIVERED, ParcelStatus.PROBLEM),
        split.stream().map(Fulfilment::status).toList());
    assertEquals(
        List.of("LZ712084121US", "RB123456785GB"),
        split.stream().map(f -> f.tracking().get(0).number()).toList());
    assertTrue(shopify("orders-updated-1").fulfilments().get(0).cancelled());
  }

  @Test
  void shopifysRefunds() {
    assertEquals(new Money(20, "VND"), shopify("refunds-create-1").refunds().get(0).amount());
    assertEquals(new Money(20900, "USD"), shopify("refunds-create-3").refunds().get(0).amount());
    assertEquals(2, shopify("refunds-create-3").refunds().get(0).items().size());
    assertEquals(new Money(500, "USD"), shopify("refunds-create-5").refunds().get(0).amount());
    assertEquals(new Money(11000, "USD"), shopify("orders-cancelled-3").refunds().get(0).amount());
    assertTrue(shopify("orders-cancelled-3").order().refundedInFull());
    assertFalse(shopify("orders-updated-1").order().refundedInFull());
  }

  @Test
  void wooCommercesOddOrders() throws IOException {
    OrderUpdate.Order guest = woo("order-created-6").order();
    assertNull(guest.customer().email());
    assertEquals("王 小明", guest.customer().name());
    assertEquals(new Money(2935, "TWD"), guest.total());
    assertEquals("Ship Your Idea – Color: Black, Size: M Test", guest.lines().get(1).name());

    OrderUpdate legacy = woo("order-created-4");
    assertEquals("645", legacy.orderId());
    assertEquals("john.doe@example.com", legacy.order().customer().email());
    assertNotNull(legacy.order().paidAt());
    assertNull(legacy.order().completedAt());

    Fulfilment parcel = woo("order-updated-2").fulfilments().get(0);
    assertEquals("5f2d8c0b6c1c4d3b9f0f4a6f2d6f0b1a", parcel.id());
    assertEquals("9400111202555842332669", parcel.tracking().get(0).number());
    assertFalse(parcel.contentsUnknown());
    assertNotNull(woo("order-updated-1").order().completedAt());

    OrderUpdate refunded = woo("order-updated-5");
    assertTrue(refunded.order().refundedInFull());
    assertEquals(new Money(2935, "USD"), refunded.refunds().get(0).amount());
    assertEquals("Ordered twice", refunded.refunds().get(0).reason());
    assertEquals(2, woo("order-created-2").refunds().size());

    assertEquals("1234567", woo("order-deleted-2").orderId());
    byte[] ping = Files.readAllBytes(Payloads.shared().resolve("woocommerce/ping-1.txt"));
    assertTrue(Payloads.PLATFORMS.get("woocommerce").ping(name -> null, ping));
  }
}
