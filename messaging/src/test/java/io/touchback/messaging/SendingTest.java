package io.touchback.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SendingTest {
  private final MockProducer<byte[], byte[]> broker =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Sending sending = new Sending("things", broker, stopping::get);
  private final List<OutboxRow> rows = new ArrayList<>();

  @Test
  @DisplayName("O1: of a key one event is on its way at a time")
  void ofAKeyOneEventIsOnItsWayAtATime() {
    rows("a1", "a2", "b1", "a3");
    var sent = send();
    awaitSent("a1", "b1");
    broker.completeNext();
    awaitSent("a1", "b1", "a2");
    broker.completeNext();
    broker.completeNext();
    awaitSent("a1", "b1", "a2", "a3");
    broker.completeNext();
    sent.join();
    assertEquals(List.of("a1", "b1", "a2", "a3"), payloads(sending.acknowledged()));
  }

  @Test
  @DisplayName("O1: a key stops at its first failure, others go on")
  void aKeyStopsAtItsFirstFailure() {
    rows("a1", "a2", "b1", "b2");
    var sent = send();
    awaitSent("a1", "b1");
    broker.errorNext(new RecordTooLargeException());
    broker.completeNext();
    awaitSent("a1", "b1", "b2");
    broker.completeNext();
    sent.join();
    assertEquals(List.of("b1", "b2"), payloads(sending.acknowledged()));
    assertEquals("a1", payload(sending.refused().get(0).row()));
    assertEquals(null, sending.trouble());
  }

  @Test
  void troubleNoRowIsToBlameForEndsTheBatch() {
    rows("a1", "a2", "b1", "b2");
    var sent = send();
    awaitSent("a1", "b1");
    broker.errorNext(new TimeoutException());
    broker.completeNext();
    sent.join();
    assertEquals(List.of("b1"), payloads(sending.acknowledged()));
    assertEquals(List.of(), sending.refused());
    assertTrue(sending.trouble() instanceof TimeoutException);
  }

  @Test
  void aTopicThatIsForbiddenIsNoFaultOfARow() {
    broker.sendException = new TopicAuthorizationException("things");
    rows("a1", "b1");
    send().join();
    assertEquals(List.of(), sending.refused());
    assertTrue(sending.trouble() instanceof TopicAuthorizationException);
    assertEquals(List.of(), broker.history());
  }

  @Test
  void aClockThatIsWrongIsNoFaultOfARow() {
    rows("a1", "b1");
    var sent = send();
    awaitSent("a1", "b1");
    broker.errorNext(new InvalidTimestampException("an hour ahead"));
    broker.completeNext();
    sent.join();
    assertEquals(List.of(), sending.refused());
    assertTrue(sending.trouble() instanceof InvalidTimestampException);
  }

  @Test
  @DisplayName("F8: when it stops nothing new goes out")
  void whenItStopsNothingNewGoesOut() {
    rows("a1", "a2");
    var sent = send();
    awaitSent("a1");
    stopping.set(true);
    broker.completeNext();
    sent.join();
    assertEquals(List.of("a1"), payloads(sending.acknowledged()));
  }

  private void rows(String... payloads) {
    for (var payload : payloads) {
      rows.add(
          new OutboxRow(
              rows.size(),
              "id",
              payload.substring(0, 1),
              "type",
              "/",
              "s",
              Instant.EPOCH,
              null,
              payload.getBytes(UTF_8)));
    }
  }

  private CompletableFuture<Void> send() {
    return CompletableFuture.runAsync(
        () -> {
          try {
            sending.send(rows);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void awaitSent(String... payloads) {
    await()
        .until(
            () ->
                broker.history().stream()
                    .map(record -> new String(record.value(), UTF_8))
                    .toList()
                    .equals(List.of(payloads)));
  }

  private static List<String> payloads(List<OutboxRow> rows) {
    return rows.stream().map(SendingTest::payload).toList();
  }

  private static String payload(OutboxRow row) {
    return new String(row.payload(), UTF_8);
  }
}
