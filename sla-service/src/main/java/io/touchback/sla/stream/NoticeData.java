package io.touchback.sla.stream;

import org.jspecify.annotations.Nullable;

/** What is read of the data of events on {@code notices}; unknown fields are ignored. */
record NoticeData(
    @Nullable String noticeId,
    @Nullable String shop,
    @Nullable String kind,
    @Nullable Subject subject,
    @Nullable String shipmentId,
    @Nullable String reason) {

  record Subject(@Nullable String type, @Nullable String id, @Nullable String number) {}
}
