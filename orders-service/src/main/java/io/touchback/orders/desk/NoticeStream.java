package io.touchback.orders.desk;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.touchback.messaging.Database;
import io.touchback.messaging.EventReader;
import io.touchback.messaging.IncomingEvent;
import io.touchback.messaging.Subscriber;
import io.touchback.messaging.Subscription;
import io.touchback.messaging.UnreadableEvent;
import io.touchback.orders.StoredJson;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the topic {@code notices} back, so that an order's story can say what was told. */
@Singleton
class NoticeStream implements Subscriber {
  /** A view that nobody waits for: few large batches. */
  private static final Duration APART = Duration.ofMillis(250);

  private static final int AT_MOST = 2_000;

  private final EventReader reader;
  private final Database database;

  NoticeStream(EventReader reader, Database database) {
    this.reader = reader;
    this.database = database;
  }

  @Override
  public Subscription subscription() {
    return new Subscription("notices", "orders-service", APART, AT_MOST);
  }

  @Override
  public void handle(List<IncomingEvent> events) {
    var notices =
        events.stream()
            .filter(this::isForUs)
            .map(NoticeStream::parsed)
            .filter(notice -> notice.subject().type().equals("order"))
            .toList();
    if (!notices.isEmpty()) {
      keepNewest(notices);
    }
  }

  /** The newest word of a notice holds, in whatever order its events come. */
  private void keepNewest(List<Notice> notices) {
    database.update(
        """
        insert into notice as known (id, order_id, kind, state, reason, shipment_id, at)
        select distinct on (id) id, of, kind, state,
          -- A mail server's words may quote the address of a customer who is to be forgotten.
          case when exists (select from orders where orders.id = of and erased)
            then null else reason end,
          shipment, at
        from unnest(?::text[]::uuid[], ?::text[]::uuid[], ?::text[], ?::text[], ?::text[],
          ?::text[]::uuid[], ?::text[]::timestamptz[])
          as told (id, of, kind, state, reason, shipment, at)
        order by id, at desc
        on conflict (id) do update
        set state = excluded.state, reason = excluded.reason, at = excluded.at
        where known.at < excluded.at
        """,
        column(notices, n -> n.noticeId().toString()),
        column(notices, n -> n.subject().id()),
        column(notices, Notice::kind),
        column(notices, Notice::state),
        column(notices, Notice::reason),
        column(notices, Notice::shipment),
        column(notices, n -> n.at().toString()));
  }

  private boolean isForUs(IncomingEvent event) {
    boolean known = event.version() == 1 && event.name().startsWith("Notice");
    if (!known) {
      reader.ignored(event);
    }
    return known;
  }

  private static Notice parsed(IncomingEvent event) {
    try {
      var notice = StoredJson.read(new String(event.data(), StandardCharsets.UTF_8), Notice.class);
      UUID.fromString(notice.subject().id());
      return notice;
    } catch (IllegalStateException | IllegalArgumentException | NullPointerException e) {
      throw new UnreadableEvent("not a notice's outcome", e);
    }
  }

  private static String[] column(List<Notice> notices, Function<Notice, @Nullable String> of) {
    return notices.stream().map(of).toArray(String[]::new);
  }

  /** What we read of NoticeSent, NoticeSuppressed and NoticeFailed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Notice(
      UUID noticeId,
      String kind,
      Subject subject,
      @Nullable UUID shipmentId,
      String state,
      @Nullable String reason,
      Instant at) {
    Notice {
      Objects.requireNonNull(noticeId);
      Objects.requireNonNull(kind);
      Objects.requireNonNull(subject);
      Objects.requireNonNull(state);
      Objects.requireNonNull(at);
    }

    @Nullable String shipment() {
      return shipmentId == null ? null : shipmentId.toString();
    }
  }

  private record Subject(String type, String id) {}
}
