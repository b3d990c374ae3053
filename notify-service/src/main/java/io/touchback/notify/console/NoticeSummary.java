package io.touchback.notify.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice in a list.
 *
 * @param state as {@code sent}
 * @param reason why it was not sent, or not yet
 * @param nextTryAt of one that waits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NoticeSummary(
    UUID id,
    String shop,
    String kind,
    Subject subject,
    @Nullable String shipmentId,
    String state,
    @Nullable String reason,
    Instant happenedAt,
    Instant createdAt,
    @Nullable Instant nextTryAt,
    int attempts,
    @Nullable String messageId,
    @Nullable UUID resendOf) {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Subject(String type, String id, @Nullable String number) {}
}
