package io.touchback.orders.desk;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
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
import org.jspecify.annotations.Nullable;

/** Reads the topic {@code notices} back, so that an order's story can say what was told. */
@Singleton
class NoticeStream implements Subscriber {
  /** A view that nobody waits for: few large batches. */
  private static final Duration APART = Duration.ofMillis(250);

  private static final int AT_MOST = 2_000;

  private final NoticeTable told;

  NoticeStream(NoticeTable told) {
    this.told = told;
  }

  @Override
  public Subscription subscription() {
    return new Subscription("notices", "orders-service", APART, AT_MOST);
  }

  @Override
  public boolean concerns(IncomingEvent event) {
    return event.version() == 1 && event.name().startsWith("Notice");
  }

  /** Of each notice the newest word is kept. */
  @Override
  public boolean tellsDuplicates() {
    return true;
  }

  @Override
  public void handle(List<IncomingEvent> events) {
    var notices =
        events.stream()
            .map(NoticeStream::parsed)
            .filter(notice -> notice.subject().isOrder())
            .toList();
    if (!notices.isEmpty()) {
      told.keepNewest(notices);
    }
  }

  private static Notice parsed(IncomingEvent event) {
    try {
      var notice = StoredJson.read(new String(event.data(), StandardCharsets.UTF_8), Notice.class);
      return notice;
    } catch (IllegalStateException | IllegalArgumentException | NullPointerException e) {
      throw new UnreadableEvent("not a notice's outcome", e);
    }
  }

  /** What we read of NoticeSent, NoticeSuppressed and NoticeFailed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Notice(
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
  }

  /** Of an order the id is a UUID. */
  record Subject(String type, String id) {
    private static final String ORDER = "order";

    Subject {
      Objects.requireNonNull(id);
      if (type.equals(ORDER)) {
        UUID.fromString(id);
      }
    }

    boolean isOrder() {
      return type.equals(ORDER);
    }
  }
}
