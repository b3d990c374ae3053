package io.touchback.messaging;

import static io.touchback.messaging.OutgoingEvents.event;
import static io.touchback.messaging.OutgoingEvents.newKey;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  @Inject DeadLetters deadLetters;
  @Inject Topics topics;
  @Inject KafkaClients clients;
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
  @DisplayName("F8: stopped while the database was away, it leaves its batch to whoever comes next")
  void whatWasNotAppliedIsReadAgain() throws Exception {
    var topic = "stopped-" + newKey();
    publish(topic, "1");
    var tried = new CountDownLatch(1);
    var lifetime = new Lifetime();
    var stopped =
        started(
            topic,
            lifetime,
            events -> {
              tried.countDown();
              throw new DatabaseFailed(new SQLException("away", "08006"));
            });
    assertTrue(tried.await(30, TimeUnit.SECONDS));
    lifetime.end(new ShutdownEvent());
    stopped.stop();
    stopped.awaitEnd(Duration.ofSeconds(10));

    var heard = new CopyOnWriteArrayList<String>();
    var next =
        started(topic, new Lifetime(), events -> events.forEach(event -> heard.add(event.key())));
    await().atMost(Duration.ofSeconds(30)).until(() -> heard.equals(List.of(key)));
    next.stop();
    next.awaitEnd(Duration.ofSeconds(10));
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

  private void publish(String topic, String payload) throws Exception {
    topics.ensure(topic);
    var row =
        new OutboxRow(
            1,
            newKey(),
            key,
            "io.touchback.Happened.v1",
            "/shops/beads",
            key,
            OutgoingEvents.TIME,
            null,
            payload);
    try (var producer = clients.producer("reading-test")) {
      producer.send(CloudEvents.record(topic, row)).get();
    }
  }

  private Reading started(String topic, Lifetime lifetime, BatchHandler handler) {
    var reader = new EventReader(inbox, deadLetters, topics, lifetime, meters);
    var reading = new Reading(new Reader(topic, handler), clients, reader, lifetime);
    reading.start();
    return reading;
  }

  private record Reader(String topic, BatchHandler handler) implements Subscriber {
    @Override
    public Subscription subscription() {
      return new Subscription(topic, "group of " + topic, Duration.ofMillis(10), 100);
    }

    @Override
    public void handle(List<IncomingEvent> events) {
      handler.handle(events);
    }
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
