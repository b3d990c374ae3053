package io.touchback.notify.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice of an order that was decided before.
 *
 * @param waiting nobody has begun to send it
 * @param ahead not ended: what is decided later for its order is left to the sender
 */
record Decided(
    UUID id,
    NoticeKind kind,
    String transition,
    @Nullable String shipmentId,
    Instant happenedAt,
    @Nullable String reason,
    boolean waiting,
    boolean ahead) {

  boolean wasSuppressedAs(Suppression why) {
    return why.word().equals(reason);
  }
}
