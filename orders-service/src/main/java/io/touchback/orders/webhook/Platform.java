package io.touchback.orders.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * One e-commerce platform's dialect: how it signs, names and words what it posts. A new platform is
 * one implementation of this (an {@code @ApplicationScoped} bean) and its golden payloads.
 */
public interface Platform {
  /** The path segment of its webhooks: {@code shopify}. */
  String name();

  /** What the headers say of a delivery; missing ones are null, never an error. */
  Delivery delivery(Headers headers, byte[] body);

  /**
   * Whether the same words under another transport id are something new: where bodies need not say
   * when it was, and each id is its sender's own.
   */
  default boolean repeatsItself() {
    return false;
  }

  /**
   * Whether one of the active secrets signed exactly these bytes.
   *
   * @param now for schemes that sign their time
   */
  boolean signed(Headers headers, byte[] body, List<String> secrets, Instant now);

  /**
   * Whether this call needs no signature and no shop: WooCommerce's ping on creation. It is
   * answered 200 and forgotten.
   */
  default boolean ping(Headers headers, byte[] body) {
    return false;
  }

  /**
   * The delivery in our words. {@code body} has exact numbers (BigInteger, BigDecimal).
   *
   * @throws UntranslatableException a shape this platform never had: kept and shown to operations
   */
  Translation translate(String topic, JsonNode body, Instant receivedAt);
}
