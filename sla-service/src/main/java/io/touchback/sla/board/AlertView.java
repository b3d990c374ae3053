package io.touchback.sla.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.touchback.sla.alert.Alert.About;
import io.touchback.sla.alert.Links;
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

  static AlertView of(AlertRow row, Links links) {
    var about = new About(row.subjectType, row.subjectId, row.number);
    return new AlertView(
        row.id,
        row.shop,
        row.policy,
        row.rung,
        new SubjectView(about.type(), about.id(), about.number()),
        row.shipmentId,
        row.since,
        row.dueAt,
        row.summary,
        links.to(about, row.shop),
        row.state,
        row.raisedAt,
        row.endedAt,
        row.reason);
  }
}
