package io.touchback.notify.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A notice that nothing more will happen to. */
record Ended(
    UUID id,
    String shop,
    NoticeKind kind,
    String orderId,
    @Nullable String orderNumber,
    @Nullable String shipmentId,
    NoticeState state,
    @Nullable String reason,
    @Nullable String messageId,
    int attempts,
    @Nullable UUID resendOf) {

  static final String COLUMNS =
      """
       n.id, n.shop, n.kind, n.subject_id, n.subject_number, n.shipment_id, n.state, n.reason,
       n.message_id, n.attempts, n.resend_of
      """;

  static Ended of(ResultSet row) throws SQLException {
    return new Ended(
        row.getObject("id", UUID.class),
        row.getString("shop"),
        NoticeKind.of(row.getString("kind")),
        row.getString("subject_id"),
        row.getString("subject_number"),
        row.getString("shipment_id"),
        NoticeState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("message_id"),
        row.getInt("attempts"),
        row.getObject("resend_of", UUID.class));
  }
}
