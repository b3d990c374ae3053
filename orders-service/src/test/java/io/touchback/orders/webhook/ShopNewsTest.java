package io.touchback.orders.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.context.Context;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.orders.shop.KnownShop;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ShopNewsTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @Inject WebhookLog log;

  private final KnownShop shop = new KnownShop("shop-" + UUID.randomUUID(), null, true, Map.of());

  @Test
  @DisplayName("F3: a shop is heard of once a minute, also by a clock that was set back")
  void aClockSetBackSilencesNobody() {
    var clock = new Stepping();
    var news = new ShopNews(log, null, null, null, clock);
    assertEquals(1, heard(news, clock, NOON));
    assertEquals(0, heard(news, clock, NOON.plusSeconds(30)));

    var back = NOON.minusSeconds(600);
    assertEquals(1, heard(news, clock, back));
    assertEquals(0, heard(news, clock, back.plusSeconds(30)));
    assertEquals(1, heard(news, clock, back.plusSeconds(60)));
  }

  @Test
  void anInstanceWhoseClockIsALittleBehindTellsNothingTwice() {
    var clock = new Stepping();
    assertEquals(1, heard(new ShopNews(log, null, null, null, clock), clock, NOON));
    var other = new ShopNews(log, null, null, null, clock);
    assertEquals(0, heard(other, clock, NOON.minusSeconds(2)));
  }

  private int heard(ShopNews news, Stepping clock, Instant at) {
    clock.now = at;
    var webhook =
        new Webhook(
            UUID.randomUUID(),
            shop,
            "shopify",
            "orders/paid",
            at,
            null,
            null,
            null,
            null,
            new byte[0],
            Context.root());
    var told = QuarkusTransaction.requiringNew().call(() -> news.heard(List.of(webhook)));
    news.told(List.of(webhook));
    return told.size();
  }

  /** A clock that somebody sets. */
  private static final class Stepping extends Clock {
    private Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
