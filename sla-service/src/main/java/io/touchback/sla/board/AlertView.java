package io.touchback.sla.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.touchback.messaging.Database;
import io.touchback.sla.alert.Alert.About;
import io.touchback.sla.alert.Links;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert, as its events tell of it.
 *
 * @param alertId also the id of its clock, if it has one
 * @param state {@code open}, {@code resolved} or {@code retracted}
 * @param reason why it ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlertView(
    UUID alertId,
    String shop,
    String policy,
    String rung,
    SubjectView subject,
    @Nullable String shipmentId,
    Instant since,
    Instant dueAt,
    String summary,
    String link,
    String state,
    Instant raisedAt,
    @Nullable Instant endedAt,
    @Nullable String reason) {

  static AlertView of(ResultSet row, Links links) throws SQLException {
    var shop = row.getString("shop");
    var subject = SubjectView.of(row);
    return new AlertView(
        row.getObject("id", UUID.class),
        shop,
        row.getString("policy"),
        row.getString("rung"),
        subject,
        row.getString("shipment_id"),
        Database.instant(row, "since"),
        Database.instant(row, "due_at"),
        row.getString("summary"),
        links.to(new About(subject.type(), subject.id(), subject.number()), shop),
        row.getString("state"),
        Database.instant(row, "raised_at"),
        Database.instantOrNull(row, "ended_at"),
        row.getString("reason"));
  }
}
