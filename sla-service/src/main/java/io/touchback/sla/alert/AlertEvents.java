package io.touchback.sla.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.touchback.messaging.OutgoingEvent;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Alerts as the events operations read. */
@Singleton
final class AlertEvents {
  static final String TOPIC = "sla-alerts";
  static final String BREACH = "breach";

  private final Links links;
  private final ObjectMapper json;

  AlertEvents(Links links, ObjectMapper json) {
    this.links = links;
    this.json = json;
  }

  OutgoingEvent raised(Alert alert, Instant at) {
    return event("AlertRaised", alert, at, null);
  }

  OutgoingEvent ended(Alert alert, Alert.State how, String reason, Instant at) {
    var name = how == Alert.State.RETRACTED ? "AlertRetracted" : "AlertResolved";
    return event(name, alert, at, reason);
  }

  private OutgoingEvent event(String name, Alert alert, Instant at, @Nullable String reason) {
    var subject = alert.subject();
    var link = links.to(subject, alert.shop());
    return new OutgoingEvent(
        TOPIC,
        subject.id(),
        "io.touchback." + name + ".v1",
        "/shops/" + alert.shop(),
        subject.id(),
        at,
        write(AlertData.of(alert, BREACH, link, at, reason)));
  }

  private String write(AlertData data) {
    try {
      return json.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
