package io.touchback.messaging;

import static io.touchback.messaging.OutgoingEvents.event;
import static io.touchback.messaging.OutgoingEvents.newKey;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestStack.class)
class ShownTest {
  @Inject @Readiness MessagingHealth health;
  @Inject Relaying relaying;
  @Inject Outbox outbox;
  @Inject OutboxTable table;
  @Inject Watermarks watermarks;
  @Inject MeterRegistry meters;
  @Inject Database database;

  @Test
  @DisplayName("E1: health tells of the relay and is up whatever the broker does")
  void healthTellsOfTheRelayAndIsUp() {
    await().until(() -> data("lease").equals("ours"));
    await().until(() -> data("relay of happenings").equals("fine"));
    await().until(() -> data("progress").equals("fine"));
    assertEquals("fine", data("watermarks"));
    assertEquals("fine", data("dead letters"));
    assertEquals(Status.UP, health.call().getStatus());
  }

  @Test
  void numbersTellOfTheOutbox() {
    await().until(relaying::leads);
    assertEquals(1, meters.get("touchback.relay.lease.held").gauge().value());
    double before = published();
    QuarkusTransaction.requiringNew()
        .run(() -> outbox.append(List.of(event("others", newKey(), "{}"))));
    await().until(() -> published() == before + 1);
    assertEquals(0, meters.get("touchback.relay.held.up").tag("topic", "others").gauge().value());
    watermarks.of("others");
    assertTrue(
        meters.get("touchback.watermark.lag").tag("topic", "others").timeGauge().value() > 0);
  }

  @Test
  void theBacklogIsCounted() {
    var key = newKey();
    table.insert(List.of(event("unrelayed", key, "{}")), null, true);
    database.update(
        """
        update outbox_queue queued set created_at = now() - interval '1 hour' from outbox
        where outbox.seq = queued.seq and aggregateid = ?
        """,
        key);
    assertTrue(table.backlog().rows() >= 1);
    assertTrue(table.backlog().age().toMinutes() >= 60);
    database.update("delete from outbox_queue where topic = 'unrelayed'");
  }

  private double published() {
    return meters
        .get("touchback.outbox.published")
        .tag("topic", "others")
        .functionCounter()
        .count();
  }

  private Object data(String name) {
    return health.call().getData().orElseThrow().getOrDefault(name, "absent");
  }
}
