package io.touchback.orders.webhook;

import io.touchback.orders.webhook.Translation.DataRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that only people can do.
 *
 * @param platform by which we heard of it; null = before that was kept
 * @param email of the customer it is about, as {@code phone}
 */
record Task(
    UUID id,
    String shop,
    @Nullable String platform,
    String kind,
    @Nullable String email,
    @Nullable String phone,
    List<String> platformOrderIds,
    Instant since) {

  /** A customer wants to know what is kept of them. */
  static Task answerCustomer(
      UUID id, String shop, String platform, DataRequest request, Instant since) {
    return new Task(
        id,
        shop,
        platform,
        "data-request",
        request.email(),
        request.phone(),
        request.orderIds(),
        since);
  }
}
