package io.touchback.notify.notice;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.touchback.messaging.Outbox;
import io.touchback.messaging.OutgoingEvent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Publishes how notices ended, in the transaction in which they did. */
@Singleton
final class Announcing {
  private static final Map<NoticeState, String> NAMES =
      Map.of(
          NoticeState.SENT, "NoticeSent",
          NoticeState.SUPPRESSED, "NoticeSuppressed",
          NoticeState.FAILED, "NoticeFailed");

  private final Outbox outbox;
  private final Clock clock;
  private final Event<NoticesEnded> ended;

  Announcing(Outbox outbox, Clock clock, Event<NoticesEnded> ended) {
    this.outbox = outbox;
    this.clock = clock;
    this.ended = ended;
  }

  /** They end now. */
  void announce(List<Ended> notices) {
    var now = clock.instant();
    announce(notices, notice -> now);
  }

  /**
   * @param when each ended
   */
  void announce(List<Ended> notices, Function<Ended, Instant> when) {
    if (notices.isEmpty()) {
      return;
    }
    outbox.append(notices.stream().map(notice -> event(notice, when.apply(notice))).toList());
    ended.fire(new NoticesEnded(notices));
  }

  static OutgoingEvent event(Ended notice, Instant at) {
    return new OutgoingEvent(
        "notices",
        notice.orderId(),
        "io.touchback." + NAMES.get(notice.state()) + ".v1",
        "/shops/" + notice.shop(),
        notice.orderId(),
        at,
        EventJson.write(Data.of(notice, at)));
  }

  @JsonPropertyOrder({"noticeId", "shop", "kind", "subject", "state", "at", "shipmentId"})
  private record Data(
      UUID noticeId,
      String shop,
      String kind,
      Subject subject,
      String state,
      Instant at,
      @Nullable String shipmentId,
      @Nullable String reason,
      @Nullable String messageId,
      @Nullable Integer attempts,
      @Nullable UUID resendOf) {

    static Data of(Ended notice, Instant at) {
      boolean sent = notice.state() == NoticeState.SENT;
      return new Data(
          notice.id(),
          notice.shop(),
          notice.kind().word(),
          new Subject("order", notice.orderId(), notice.orderNumber()),
          notice.state().word(),
          at,
          notice.shipmentId(),
          sent ? null : notice.reason(),
          sent ? notice.messageId() : null,
          notice.state() == NoticeState.SUPPRESSED ? null : notice.attempts(),
          notice.resendOf());
    }
  }

  private record Subject(String type, String id, @Nullable String number) {}
}
