package io.touchback.orders.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one notice, as notify-service told it last; notify-service shows the mail itself.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ToldNotice(
    UUID noticeId,
    String kind,
    String state,
    @Nullable String reason,
    @Nullable UUID shipmentId,
    Instant at) {}
