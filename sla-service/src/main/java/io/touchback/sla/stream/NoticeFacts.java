package io.touchback.sla.stream;

import io.touchback.messaging.IncomingEvent;
import io.touchback.sla.clock.Fact;
import io.touchback.sla.clock.Ledger.Entry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Events on {@code notices} as facts, those about orders. */
@Singleton
final class NoticeFacts {
  static final Set<String> NAMES = Set.of("NoticeSent", "NoticeSuppressed", "NoticeFailed");

  private final Payload payload;

  NoticeFacts(Payload payload) {
    this.payload = payload;
  }

  /**
   * @return empty where it is about something else
   * @throws io.touchback.messaging.UnreadableEvent where it does not say about what
   */
  Optional<Entry> of(IncomingEvent event, Instant now) {
    var data = payload.of(event, NoticeData.class);
    if (data.subject() == null || !"order".equals(data.subject().type())) {
      return Optional.empty();
    }
    var order =
        new Fact.Order(Words.clean(data.subject().number()), false, false, null, null, false);
    var notice =
        new Fact.Notice(
            Payload.required(data.kind(), event, "kind"),
            Words.clean(data.shipmentId()),
            Words.withoutAddresses(data.reason()));
    var at = EventTime.believed(event.time(), now);
    var said = new Fact.Said(order, null, null, null, notice, null);
    return Optional.of(
        new Entry(
            Payload.required(data.shop(), event, "shop"),
            Payload.required(data.subject().id(), event, "subject.id"),
            new Fact(event.id(), event.name(), at, now, said)));
  }
}
