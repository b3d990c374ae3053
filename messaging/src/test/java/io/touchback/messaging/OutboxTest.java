package io.touchback.messaging;

import static io.touchback.messaging.OutgoingEvents.event;
import static io.touchback.messaging.OutgoingEvents.newKey;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestStack.class)
class OutboxTest {
  @Inject Outbox outbox;
  @Inject OutboxTable table;
  @Inject Database database;
  @Inject Tracer tracer;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  private TopicTail tail;
  private final String key = newKey();

  @BeforeEach
  void open() {
    await()
        .until(
            () ->
                database
                        .query(row -> 1, "select 1 from relay_lease where name = 'messaging'")
                        .size()
                    == 1);
    append("{}");
    await().until(() -> unpublished() == 0);
    tail = new TopicTail(broker, "happenings");
    await().until(() -> tail.valuesOf(key).size() == 1);
  }

  @AfterEach
  void close() {
    tail.close();
  }

  @Test
  @DisplayName("O1: appending needs the caller's transaction")
  void appendingNeedsATransaction() {
    assertThrows(
        TransactionalException.class, () -> outbox.append(List.of(event("happenings", key, "{}"))));
  }

  @Test
  void aTopicNobodyWouldPublishIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            QuarkusTransaction.requiringNew()
                .run(() -> outbox.append(List.of(event("nowhere", key, "{}")))));
  }

  @Test
  void eventsOfAKeyArePublishedInTheOrderOfAppending() {
    var payloads = IntStream.range(0, 100).mapToObj("{\"n\":%d}"::formatted).toList();
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                outbox.append(
                    payloads.stream().map(each -> event("happenings", key, each)).toList()));
    await().until(() -> tail.valuesOf(key).size() == 101);
    assertEquals(payloads, tail.valuesOf(key).subList(1, 101));
  }

  @Test
  void anEventIsACloudEventInBinaryMode() {
    var record = tail.recordsOf(key).findFirst().orElseThrow();
    assertEquals("1.0", TopicTail.header(record, "ce_specversion"));
    assertEquals("io.touchback.Happened.v1", TopicTail.header(record, "ce_type"));
    assertEquals("/shops/beads", TopicTail.header(record, "ce_source"));
    assertEquals(key, TopicTail.header(record, "ce_subject"));
    assertEquals("2026-03-02T09:15:01Z", TopicTail.header(record, "ce_time"));
    assertEquals("application/json", TopicTail.header(record, "content-type"));
    assertEquals(idInOutbox(), TopicTail.header(record, "ce_id"));
  }

  @Test
  @DisplayName("O2: an event of nobody's trace begins one that nobody records")
  void anEventHasATrace() {
    append("{\"traced\":false}");
    await().until(() -> !tail.valuesOf(key).isEmpty());
    var traceparent =
        TopicTail.header(tail.recordsOf(key).findFirst().orElseThrow(), "traceparent");
    assertTrue(traceparent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00"), traceparent);
  }

  @Test
  @DisplayName("O2: the trace goes along")
  void theTraceOfTheCallerGoesAlong() {
    var span = tracer.spanBuilder("test").startSpan();
    Context.current().with(span).wrap(() -> append("{\"traced\":true}")).run();
    span.end();
    await().until(() -> tail.valuesOf(key).size() == 2);
    var traceparent =
        TopicTail.header(tail.recordsOf(key).skip(1).findFirst().orElseThrow(), "traceparent");
    assertTrue(traceparent.startsWith("00-" + span.getSpanContext().getTraceId() + "-"));
  }

  @Test
  void aRolledBackEventIsNeverPublished() {
    assertThrows(
        IllegalStateException.class,
        () ->
            QuarkusTransaction.requiringNew()
                .run(
                    () -> {
                      outbox.append(List.of(event("happenings", key, "{\"rolled\":\"back\"}")));
                      throw new IllegalStateException();
                    }));
    append("{\"after\":1}");
    await().until(() -> tail.valuesOf(key).size() > 1);
    assertEquals(List.of("{}", "{\"after\":1}"), tail.valuesOf(key));
  }

  @Test
  @DisplayName("The wake-up after commit beats the poll")
  void anIdleRelayIsWokenByACommit() {
    var woken = medianWait(() -> append("{}"));
    var found = medianWait(() -> table.insert(List.of(event("happenings", key, "{}")), null, true));
    assertTrue(
        woken.multipliedBy(3).compareTo(found.multipliedBy(2)) < 0,
        "took " + woken + " and unwoken " + found);
  }

  private Duration medianWait(Runnable append) {
    var waits =
        IntStream.range(0, 20)
            .mapToLong(
                n -> {
                  append.run();
                  long committed = System.nanoTime();
                  await()
                      .pollDelay(Duration.ZERO)
                      .pollInterval(Duration.ofMillis(1))
                      .until(() -> unpublished() == 0);
                  return System.nanoTime() - committed;
                })
            .sorted()
            .toArray();
    return Duration.ofNanos(waits[10]);
  }

  @Test
  void erasingForgetsPayloadsPublishedAndNot() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              outbox.append(List.of(event("happenings", key, "{\"name\":\"Ada\"}")));
              outbox.erase(List.of(key));
            });
    await().until(() -> tail.valuesOf(key).contains("{\"name\":\"Ada\"}"));
    await()
        .until(
            () ->
                database
                    .query(
                        row -> row.getString(1),
                        "select distinct payload from outbox where aggregateid = ?",
                        key)
                    .equals(List.of("{}")));
  }

  private void append(String payload) {
    QuarkusTransaction.requiringNew()
        .run(() -> outbox.append(List.of(event("happenings", key, payload))));
  }

  private String idInOutbox() {
    return database
        .query(row -> row.getString(1), "select id from outbox where aggregateid = ?", key)
        .get(0);
  }

  private int unpublished() {
    return database
        .query(
            row -> row.getInt(1),
            "select count(*) from outbox_queue join outbox using (seq) where aggregateid = ?",
            key)
        .get(0);
  }
}
