package io.touchback.sla.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.touchback.sla.clock.Clock;
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

  static ClockView of(ClockRow row) {
    return new ClockView(
        row.id,
        row.shop,
        row.policy,
        new SubjectView(row.subjectType, row.subjectId, row.number),
        row.shipmentId,
        row.state,
        row.startedAt,
        row.dueAt,
        row.stoppedAt,
        row.stoppedWhat);
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
