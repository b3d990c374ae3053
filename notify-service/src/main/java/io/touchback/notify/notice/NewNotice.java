package io.touchback.notify.notice;

import io.touchback.messaging.UuidV7;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision about an order, on its way into the table.
 *
 * @param suppression the decision's own, or that a later one of the same batch overtook it
 */
record NewNotice(UUID id, OrderEvent event, Decision decision, @Nullable Suppression suppression) {
  static NewNotice of(OrderEvent event, Decision decision, Instant now) {
    return new NewNotice(UuidV7.at(now), event, decision, decision.suppression());
  }

  NewNotice suppressedAs(Suppression why) {
    return new NewNotice(id, event, decision, why);
  }

  NoticeState state() {
    return suppression == null ? NoticeState.PENDING : NoticeState.SUPPRESSED;
  }

  /** It may leave at once: it is not one of several statuses of which only the latest is told. */
  boolean isUrgent() {
    return suppression == null && !decision.kind().isParcelStatus();
  }

  Claim.NoticeIdentity identity() {
    return new Claim.NoticeIdentity(
        event.shop(), event.orderId(), decision.kind(), decision.transition());
  }

  @Nullable String reason() {
    return suppression == null ? null : suppression.word();
  }

  @Nullable String recipient() {
    return Recipient.of(event.facts().order().customer());
  }

  Decided decided() {
    return new Decided(
        id,
        decision.kind(),
        decision.transition(),
        decision.shipmentId(),
        decision.happenedAt(),
        reason(),
        suppression == null,
        suppression == null);
  }

  Ended ended() {
    return new Ended(
        id,
        event.shop(),
        decision.kind(),
        event.orderId(),
        event.facts().order().number(),
        decision.shipmentId(),
        state(),
        reason(),
        null,
        0,
        null);
  }
}
