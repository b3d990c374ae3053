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
import java.util.stream.IntStream;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From the outbox to a subscriber, with the real broker between. */
@QuarkusTest
@WithTestResource(TestStack.class)
class ReadingTest {
  @Inject Outbox outbox;
  @Inject Listener listener;
  @Inject Inbox inbox;
  @Inject MeterRegistry meters;
  @Inject @Readiness MessagingHealth health;

  private final String key = newKey();

  @Test
  void aSubscriberHearsAKeysEventsInTheirOrder() {
    tell("1", "2", "3");
    await().until(() -> listener.heard(key).equals(List.of("1", "2", "3")));
    assertTrue(inbox.positions("heard").values().stream().anyMatch(next -> next >= 3));
  }

  @Test
  @DisplayName("F1: what cannot be read is set aside, and the next is heard")
  void poisonIsSetAside() {
    double before = dead();
    tell("1", "\"poison\"", "2");
    await().until(() -> listener.heard(key).equals(List.of("1", "2")));
    await().until(() -> dead() == before + 1);
  }

  @Test
  @DisplayName("K5: in busy times many events share a batch")
  void manyEventsShareABatch() {
    int before = listener.batches();
    var keys = IntStream.range(0, 300).mapToObj(n -> newKey()).toList();
    keys.forEach(one -> tellOf(one, "1"));
    await().until(() -> keys.stream().allMatch(one -> listener.heard(one).size() == 1));
    int batches = listener.batches() - before;
    assertTrue(batches < 150, batches + " batches for 300 events");
  }

  @Test
  void operationsSeeHowItFares() {
    tell("1");
    await().until(() -> !listener.heard(key).isEmpty());
    await()
        .until(() -> meters.get("touchback.stream.lag").tag("topic", "heard").gauge().value() == 0);
    assertEquals(0, meters.get("touchback.stream.held.up").tag("topic", "heard").gauge().value());
    assertEquals("fine", health.call().getData().orElseThrow().get("reader of heard"));
  }

  private void tell(String... payloads) {
    for (var payload : payloads) {
      tellOf(key, payload);
    }
  }

  private void tellOf(String about, String payload) {
    QuarkusTransaction.requiringNew()
        .run(() -> outbox.append(List.of(event("heard", about, payload))));
  }

  private double dead() {
    return meters.find("touchback.dead.letters").tag("topic", "heard").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
