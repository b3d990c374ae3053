package io.touchback.sla.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** What is read of the data of events on {@code notices}; unknown fields are skipped. */
@JsonIgnoreProperties(ignoreUnknown = true)
record NoticeData(
    @Nullable String noticeId,
    @Nullable String shop,
    @Nullable String kind,
    @Nullable Subject subject,
    @Nullable String shipmentId,
    @Nullable String reason) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Subject(@Nullable String type, @Nullable String id, @Nullable String number) {}
}
