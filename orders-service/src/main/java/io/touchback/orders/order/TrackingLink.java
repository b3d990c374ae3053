package io.touchback.orders.order;

import io.touchback.orders.OrdersConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Where a customer follows an order: the page that mails, events and staff link to. */
@ApplicationScoped
public class TrackingLink {
  private final TrackingToken tokens;
  private final String publicUrl;

  @Inject
  TrackingLink(TrackingToken tokens, OrdersConfig config) {
    this(tokens, config.publicUrl());
  }

  public TrackingLink(TrackingToken tokens, String publicUrl) {
    this.tokens = tokens;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  public String to(UUID orderId) {
    return publicUrl + "/track/" + tokens.of(orderId);
  }
}
