package io.touchback.sla.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The data of an alert's event; the contract is in {@code events/}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlertData(
    UUID alertId,
    String shop,
    String policy,
    String rung,
    Subject subject,
    @Nullable String shipmentId,
    Instant since,
    Instant dueAt,
    String summary,
    String link,
    Instant at,
    @Nullable String reason) {

  static AlertData of(Alert alert, String rung, String link, Instant at, @Nullable String reason) {
    var about = alert.subject();
    return new AlertData(
        alert.id(),
        alert.shop(),
        alert.policy(),
        rung,
        new Subject(about.type(), about.id(), about.number()),
        alert.shipment(),
        alert.since(),
        alert.dueAt(),
        alert.summary(),
        link,
        at,
        reason);
  }

  /** What is silent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Subject(String type, String id, @Nullable String number) {}
}
