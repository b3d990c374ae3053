package io.touchback.notify.notice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event calls for this notice.
 *
 * @param transition tells it from the order's other notices of its kind: there is one for each
 * @param shipmentId of the kinds about a parcel
 * @param suppression why it is not sent; null = it is
 * @param supersedes notices that wait and are overtaken by this one
 */
record Decision(
    NoticeKind kind,
    String transition,
    @Nullable String shipmentId,
    Instant happenedAt,
    @Nullable Suppression suppression,
    List<UUID> supersedes) {}
