package io.touchback.sla.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.touchback.messaging.Database;
import io.touchback.sla.clock.Clock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A clock in a list.
 *
 * @param state {@code open}, {@code breached}, {@code stopped}, {@code late} or {@code off}
 * @param reason what stopped it, or why it never ran
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClockView(
    UUID id,
    String shop,
    String policy,
    SubjectView subject,
    @Nullable String shipmentId,
    String state,
    Instant startedAt,
    Instant dueAt,
    @Nullable Instant stoppedAt,
    @Nullable String reason) {

  static ClockView of(ResultSet row) throws SQLException {
    return new ClockView(
        row.getObject("id", UUID.class),
        row.getString("shop"),
        row.getString("policy"),
        SubjectView.of(row),
        row.getString("shipment_id"),
        row.getString("state"),
        Database.instant(row, "started_at"),
        Database.instant(row, "due_at"),
        Database.instantOrNull(row, "stopped_at"),
        row.getString("stopped_what"));
  }

  static ClockView of(Clock clock) {
    var subject = clock.subject();
    var stop = clock.stop();
    return new ClockView(
        clock.id(),
        subject.shop(),
        clock.policy().word(),
        new SubjectView(subject.type().word(), subject.id(), subject.number()),
        clock.shipment(),
        clock.state().word(),
        clock.start().at(),
        clock.dueAt(),
        stop == null ? null : stop.at(),
        stop == null ? null : stop.what());
  }
}
