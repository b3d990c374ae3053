package io.touchback.messaging;

import static io.touchback.messaging.OutgoingEvents.event;
import static io.touchback.messaging.OutgoingEvents.newKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From the outbox to a subscriber, with the real broker between. */
@QuarkusTest
@WithTestResource(TestStack.class)
class ReadingTest {
  /** Members of a group that nobody has joined yet. */
  private static final int NEVER_ANY = -1;

  @Inject Outbox outbox;
  @Inject Listener listener;
  @Inject Inbox inbox;
  @Inject Database database;
  @Inject DataSource dataSource;
  @Inject TransactionSynchronizationRegistry transaction;
  @Inject DeadLetters deadLetters;
  @Inject Topics topics;
  @Inject KafkaClients clients;
  @Inject MeterRegistry meters;
  @Inject @Readiness MessagingHealth health;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

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
  @DisplayName("F8: whose service ends goes, and comes not back until it is told to")
  void aReaderDoesNotOutliveItsService() throws Exception {
    var topic = "ended-" + newKey();
    publish(topic, "1");
    var tries = new AtomicInteger();
    var lifetime = new Lifetime();
    var reading =
        started(
            topic,
            lifetime,
            events -> {
              tries.incrementAndGet();
              throw new DatabaseFailed(new SQLException("away", "08006"));
            });
    await().atMost(Duration.ofSeconds(30)).until(() -> tries.get() > 0);
    lifetime.end(new ShutdownEvent());
    reading.awaitEnd(Duration.ofSeconds(10));
    int before = tries.get();
    await().during(Duration.ofSeconds(3)).until(() -> members(topic) == 0);
    assertEquals(before, tries.get());
  }

  @Test
  @DisplayName("a restored database is told again what it has forgotten, whatever the broker knows")
  void readsOnFromWhereTheDatabaseStands() throws Exception {
    var topic = "restored-" + newKey();
    publish(topic, "1");
    publish(topic, "2");
    publish(topic, "3");
    assertEquals(List.of("1", "2", "3"), heardUntil(topic, 3));

    database.update(
        "update stream_position set next_offset = 1 where topic = ? and next_offset > 0", topic);
    database.update("delete from inbox where topic = ?", topic);
    assertEquals(List.of("2", "3"), heardUntil(topic, 2));
  }

  @Test
  @DisplayName("a restored database is told again what it has forgotten, though nothing new comes")
  void readsAgainWhatAQuietTopicsDatabaseHasForgotten() throws Exception {
    var topic = "restored-" + newKey();
    publish(topic, "1");
    publish(topic, "2");
    publish(topic, "3");
    var heard = new CopyOnWriteArrayList<String>();
    var reading = hearing(topic, heard);
    await().atMost(Duration.ofSeconds(30)).until(() -> inbox.positions(topic).containsValue(3L));
    assertEquals(List.of("1", "2", "3"), heard);

    database.update("delete from inbox where topic = ?", topic);
    database.update(
        "update stream_position set next_offset = 1 where topic = ? and next_offset > 0", topic);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> heard.equals(List.of("1", "2", "3", "2", "3")));
    reading.stop();
    reading.awaitEnd(Duration.ofSeconds(10));
  }

  @Test
  @DisplayName("what a restored database never knew of is not passed over")
  void readsWhatARestoredDatabaseNeverKnewOf() throws Exception {
    var topic = "restored-" + newKey();
    publish(topic, "1");
    assertEquals(List.of("1"), heardUntil(topic, 1));

    database.update("delete from stream_position where topic = ? and next_offset > 0", topic);
    database.update("delete from inbox where topic = ?", topic);
    assertEquals(List.of("1"), heardUntil(topic, 1));
  }

  @Test
  @DisplayName("what retention took from a reader that was too slow is counted, not passed over")
  void whatRetentionTookBeforeItWasReadIsCounted() throws Exception {
    var topic = "short-" + newKey();
    publish(topic, "1");
    publish(topic, "2");
    assertEquals(List.of("1", "2"), heardUntil(topic, 2));
    publish(topic, "3");
    publish(topic, "4");
    publish(topic, "5");
    deleteBelow(topic, 4);
    assertEquals(List.of("5"), heardUntil(topic, 1));
    assertEquals(2, meters.counter("touchback.stream.missed", "topic", topic).count());
  }

  @Test
  @DisplayName("T4: reading moves past the end of a producer's transaction, though it is no record")
  void theEndOfATransactionIsReadOver() throws Exception {
    var topic = "transacted-" + newKey();
    topics.ensure(topic);
    var heard = new CopyOnWriteArrayList<String>();
    var reading = hearing(topic, heard);
    var settings = Map.<String, Object>of("bootstrap.servers", broker, "transactional.id", topic);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(CloudEvents.record(topic, row("1")));
      producer.flush();
      await().atMost(Duration.ofSeconds(30)).until(() -> inbox.positions(topic).containsValue(1L));
      producer.commitTransaction();
    }
    await().until(() -> inbox.positions(topic).containsValue(2L));
    publish(topic, "2");
    await().until(() -> heard.equals(List.of("1", "2")));
    assertEquals(0, meters.counter("touchback.stream.missed", "topic", topic).count());
    reading.stop();
    reading.awaitEnd(Duration.ofSeconds(10));
  }

  @Test
  @DisplayName("a new database begins where the group stands, and says so")
  void aNewDatabaseBeginsWhereTheGroupStands() throws Exception {
    var topic = "anew-" + newKey();
    publish(topic, "1");
    publish(topic, "2");
    assertEquals(List.of("1", "2"), heardUntil(topic, 2));

    database.update("delete from stream_position where topic = ?", topic);
    database.update("delete from inbox where topic = ?", topic);
    var reading = started(topic, new Lifetime(), events -> {});
    await().atMost(Duration.ofSeconds(30)).until(() -> inbox.positions(topic).containsValue(2L));
    reading.stop();
    reading.awaitEnd(Duration.ofSeconds(10));
    publish(topic, "3");
    assertEquals(List.of("3"), heardUntil(topic, 1));
  }

  @Test
  @DisplayName("E3: whoever has no database joins no group, and so disturbs nobody in it")
  void whoeverHasNoDatabaseJoinsNoGroup() throws Exception {
    var topic = "alone-" + newKey();
    publish(topic, "1");
    var flaky = new FlakyDataSource(dataSource);
    flaky.fail();
    var heard = new CopyOnWriteArrayList<String>();
    var subscriber = new Reader(topic, events -> events.forEach(event -> heard.add(event.key())));
    var reading =
        reading(subscriber, clients, new Inbox(new Database(flaky, transaction)), new Lifetime());
    reading.start();
    await().until(() -> "SQLException 08006".equals(reading.trouble()));
    await()
        .during(Duration.ofSeconds(4))
        .until(() -> members(topic) == NEVER_ANY && reading.trouble() != null);
    flaky.heal();
    await().atMost(Duration.ofSeconds(30)).until(() -> heard.equals(List.of(key)));
    await().until(() -> reading.trouble() == null);
    reading.stop();
    reading.awaitEnd(Duration.ofSeconds(10));
  }

  @Test
  void anErrorEndsNoReader() throws Exception {
    var topic = "stumbling-" + newKey();
    publish(topic, "1");
    var stumbled = new AtomicBoolean();
    var heard = new CopyOnWriteArrayList<String>();
    var subscriber =
        new Reader(topic, events -> events.forEach(event -> heard.add(event.key()))) {
          @Override
          public void beforeBatch() {
            if (!stumbled.getAndSet(true)) {
              throw new AssertionError("once");
            }
          }
        };
    var reading = reading(subscriber, clients, inbox, new Lifetime());
    reading.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> heard.equals(List.of(key)));
    reading.stop();
    reading.awaitEnd(Duration.ofSeconds(10));
  }

  @Test
  @DisplayName("E1: a broker that does not answer is seen")
  void aSilentBrokerIsSeen() throws Exception {
    var nobody = new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:" + QuietPort.find()));
    var reader = new Reader("silent-" + newKey(), events -> {});
    var reading = reading(reader, nobody, inbox, new Lifetime());
    reading.start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> "a broker that does not answer".equals(reading.trouble()));
    assertTrue(Double.isNaN(reading.lag()));
    reading.stop();
    reading.awaitEnd(Duration.ofSeconds(10));
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
    try (var producer = clients.producer("reading-test")) {
      producer.send(CloudEvents.record(topic, row(payload))).get();
    }
  }

  private OutboxRow row(String payload) {
    return new OutboxRow(
        1,
        newKey(),
        key,
        "io.touchback.Happened.v1",
        "/shops/beads",
        key,
        OutgoingEvents.TIME,
        null,
        payload.getBytes(UTF_8));
  }

  /** In the one partition that has been read. */
  private void deleteBelow(String topic, long offset) throws Exception {
    var read =
        inbox.positions(topic).entrySet().stream()
            .filter(position -> position.getValue() > 0)
            .findFirst()
            .orElseThrow();
    var below =
        Map.of(new TopicPartition(topic, read.getKey()), RecordsToDelete.beforeOffset(offset));
    try (var admin = clients.admin("reading-test")) {
      admin.deleteRecords(below).all().get();
    }
  }

  /** What a reader hears that begins now, of the first so many events. */
  private List<String> heardUntil(String topic, int events) throws InterruptedException {
    var heard = new CopyOnWriteArrayList<String>();
    var reading = hearing(topic, heard);
    await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() >= events);
    reading.stop();
    reading.awaitEnd(Duration.ofSeconds(10));
    return heard;
  }

  private Reading hearing(String topic, List<String> heard) {
    return started(
        topic,
        new Lifetime(),
        batch -> batch.forEach(event -> heard.add(new String(event.data(), UTF_8))));
  }

  private Reading started(String topic, Lifetime lifetime, BatchHandler handler) {
    var reading = reading(new Reader(topic, handler), clients, inbox, lifetime);
    reading.start();
    return reading;
  }

  private Reading reading(Subscriber subscriber, KafkaClients kafka, Inbox own, Lifetime lifetime) {
    var reader = new EventReader(own, deadLetters, topics, lifetime, meters);
    return new Reading(subscriber, kafka, reader, own, topics, lifetime);
  }

  private int members(String topic) throws Exception {
    var group = "group of " + topic;
    try (var admin = clients.admin("reading-test")) {
      var described = admin.describeConsumerGroups(List.of(group)).describedGroups().get(group);
      return described.get().members().size();
    } catch (ExecutionException e) {
      assertInstanceOf(GroupIdNotFoundException.class, e.getCause());
      return NEVER_ANY;
    }
  }

  private static class Reader implements Subscriber {
    private final String topic;
    private final BatchHandler handler;

    Reader(String topic, BatchHandler handler) {
      this.topic = topic;
      this.handler = handler;
    }

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
