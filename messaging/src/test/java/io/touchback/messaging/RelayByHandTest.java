package io.touchback.messaging;

import static io.touchback.messaging.OutgoingEvents.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A relay whose broker answers, and whose lease is renewed, when the test says so. */
@QuarkusTest
@WithTestResource(TestStack.class)
class RelayByHandTest {
  @Inject DataSource dataSource;
  @Inject TransactionSynchronizationRegistry transaction;
  @Inject Database database;
  @Inject OutboxTable outbox;
  @Inject Topics topics;

  private final String topic = "by-hand-" + UUID.randomUUID();
  private final MockProducer<byte[], byte[]> broker =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private FlakyDataSource flaky;
  private Lease lease;
  private Relay relay;

  @BeforeEach
  void start() {
    flaky = new FlakyDataSource(dataSource);
    lease = new Lease(database, "lease of " + topic);
    relay =
        new Relay(
            topic, new OutboxTable(new Database(flaky, transaction)), lease, () -> broker, topics);
    lease.renew();
    new Thread(relay).start();
  }

  @AfterEach
  void stop() {
    relay.stop();
    await().until(() -> broker.completeNext() || broker.closed());
    lease.release();
  }

  @Test
  @DisplayName("E3: a database without its last commits gives their places to other events")
  void whatStandsInThePlaceOfALostEventGoesOut() {
    append("1");
    awaitSent("1");
    flaky.fail();
    broker.completeNext();
    await().until(() -> relay.trouble() != null);
    loseTheLast();
    append("2");
    flaky.heal();
    awaitSent("1", "2");
    broker.completeNext();
    await().until(() -> relay.published() == 2);
    assertEquals(0, unpublished());
  }

  @Test
  @DisplayName("B3: a relay that has lost the lease sends nothing more of its batch")
  void whoHasLostTheLeaseSendsNothingMore() {
    append("1", "2");
    awaitSent("1");
    lease.release();
    broker.completeNext();
    await().until(() -> relay.published() == 1);
    await().during(Duration.ofMillis(300)).until(() -> sent().equals(List.of("1")));
    awaitSent("1", "2");
  }

  private void append(String... payloads) {
    outbox.insert(
        List.of(payloads).stream().map(payload -> event(topic, "key", payload)).toList(),
        null,
        true);
  }

  private void awaitSent(String... payloads) {
    await()
        .until(
            () -> {
              lease.renew();
              return sent().equals(List.of(payloads));
            });
  }

  private List<String> sent() {
    return broker.history().stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  private void loseTheLast() {
    database.update("delete from outbox_queue where topic = ?", topic);
    long seq =
        database
            .query(
                row -> row.getLong(1),
                "delete from outbox where aggregatetype = ? returning seq",
                topic)
            .get(0);
    database.update("alter table outbox alter seq restart with " + seq);
  }

  private int unpublished() {
    return database
        .query(row -> row.getInt(1), "select count(*) from outbox_queue where topic = ?", topic)
        .get(0);
  }
}
