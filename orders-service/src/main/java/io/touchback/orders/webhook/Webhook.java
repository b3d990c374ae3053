package io.touchback.orders.webhook;

import io.opentelemetry.context.Context;
import io.touchback.orders.order.OrderKey;
import io.touchback.orders.shop.KnownShop;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook whose signature is good, read and on its way in.
 *
 * @param translation null where there is none: {@code reason} says why
 * @param delivery the hash by which another try of the same delivery is known; null = cannot be
 * @param meaning the hash by which the same words are known; null = they may well be said again
 */
record Webhook(
    UUID id,
    KnownShop shop,
    String platform,
    String topic,
    Instant receivedAt,
    @Nullable Translation translation,
    @Nullable String reason,
    byte @Nullable [] delivery,
    byte @Nullable [] meaning,
    byte[] body,
    Context trace) {

  /** How it is kept; each is shown to operations but the first. */
  enum State {
    APPLIED("applied"),
    NOT_FOR_US("not-for-us"),
    UNTRANSLATABLE("untranslatable"),
    FAILED("failed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  State state() {
    if (translation == null) {
      return State.UNTRANSLATABLE;
    }
    return translation instanceof Translation.NotForUs ? State.NOT_FOR_US : State.APPLIED;
  }

  /** The order it speaks of, if it speaks of one. */
  @Nullable OrderKey order() {
    return translation instanceof Translation.Update update
        ? new OrderKey(shop.name(), platform, update.update().orderId())
        : null;
  }

  /** Of a topic that we know: any other would be a label of its own in the metrics. */
  String topicLabel() {
    return state() == State.APPLIED ? topic : "other";
  }
}
