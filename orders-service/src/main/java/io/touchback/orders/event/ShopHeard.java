package io.touchback.orders.event;

import java.time.Instant;

/** A shop's platform called; told at most once a minute. */
public record ShopHeard(String shop, String platform, Instant at) implements Event {
  @Override
  public String type() {
    return "io.touchback.ShopHeard.v1";
  }

  @Override
  public String topic() {
    return "orders";
  }

  @Override
  public String key() {
    return shop;
  }
}
