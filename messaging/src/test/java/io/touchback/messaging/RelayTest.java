package io.touchback.messaging;

import static io.touchback.messaging.OutgoingEvents.event;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.LocalKafka;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.Uuid;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(TestStack.class)
class RelayTest {
  /** Its parts are given a second each, four in all. */
  private static final Duration MOST_TO_STOP = Duration.ofSeconds(10);

  @Inject DataSource dataSource;
  @Inject TransactionSynchronizationRegistry transaction;
  @Inject Database database;
  @Inject OutboxTable outbox;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  @TempDir Path folder;

  private final String topic = "relayed-" + UUID.randomUUID();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var each : open) {
      each.close();
    }
  }

  @Test
  @DisplayName("O1: a row that commits after a later one is not lost")
  void aRowThatCommitsLateIsNotLost() throws SQLException {
    start();
    try (var late = dataSource.getConnection()) {
      late.setAutoCommit(false);
      late.createStatement().execute(insertion("late", "{\"n\":1}"));
      append("early", "{\"n\":2}");
      var tail = tail();
      await().until(() -> tail.valuesOf("early").size() == 1);
      late.commit();
      await().until(() -> tail.valuesOf("late").equals(List.of("{\"n\":1}")));
    }
  }

  @Test
  void whatIsInTheOutboxGoesOutAsItStands() {
    start();
    var tail = tail();
    var payload = "{\"to\":\"Zoë 王 🎁 \\\\\"}";
    // One by one, until the database keeps the statement ready and answers in its other form.
    for (int sent = 1; sent <= 8; sent++) {
      append("key", payload);
      await().until(() -> unpublished() == 0);
    }
    await().until(() -> tail.valuesOf("key").size() == 8);
    assertEquals(Collections.nCopies(8, payload), tail.valuesOf("key"));
  }

  @Test
  @DisplayName("B2: killed between the broker's answer and the mark, the same event goes out again")
  void whatWasNotMarkedGoesOutAgainWithItsIdAndInOrder() {
    start();
    append("key", "1", "2", "3");
    var tail = tail();
    await().until(() -> unpublished() == 0);
    database.update(
        """
        insert into outbox_queue (topic, seq, created_at)
        select aggregatetype, seq, created_at from outbox where aggregatetype = ? and payload <> '1'
        """,
        topic);
    await().until(() -> tail.valuesOf("key").size() == 5);
    assertEquals(List.of("1", "2", "3", "2", "3"), tail.valuesOf("key"));
    var ids = tail.recordsOf("key").map(record -> TopicTail.header(record, "ce_id")).toList();
    assertEquals(ids.subList(1, 3), ids.subList(3, 5));
  }

  @Test
  @DisplayName("B1: what a killed relay left is published after its lease has ended")
  void whatAKilledRelayLeftIsPublishedWhenItsLeaseEnds() {
    append("key", "1");
    database.update(
        "insert into relay_lease values (?, ?, clock_timestamp() + interval '2 seconds')",
        "lease of " + topic,
        UUID.randomUUID());
    long begun = System.nanoTime();
    var instance = start();
    await().until(() -> unpublished() == 0);
    assertTrue(System.nanoTime() - begun > Duration.ofMillis(1_500).toNanos(), "did not wait");
    assertTrue(instance.leads());
  }

  @Test
  @DisplayName("F3: a lease given before the clock was set back does not block for ten minutes")
  void aLeaseFromTheFutureCountsAsEnded() {
    append("key", "1");
    database.update(
        "insert into relay_lease values (?, ?, clock_timestamp() + interval '10 minutes')",
        "lease of " + topic,
        UUID.randomUUID());
    start();
    await().until(() -> unpublished() == 0);
  }

  @Test
  @DisplayName("B3: a second relay waits for the lease, and takes over when the first stops")
  void aSecondRelayWaitsForTheLease() throws Exception {
    var first = start();
    await().until(first::leads);
    var second = start();
    for (int n = 0; n < 50; n++) {
      append("key " + n % 5, String.valueOf(n));
    }
    // Counted after the commit that marks them.
    await().until(() -> first.relay().published() == 50);
    assertEquals(0, unpublished());
    assertEquals(0, second.relay().published());
    first.close();
    append("key 0", "50");
    await().until(() -> second.relay().published() == 1);
    assertEquals(0, unpublished());
  }

  @Test
  @DisplayName("B3: who leads and cannot reach the broker lets another one try")
  void whoCannotPublishLetsAnotherOneTry() {
    var cutOff = open(Instance.started(database, "127.0.0.1:" + QuietPort.find(), topic));
    await().until(cutOff::leads);
    var second = start();
    append("key", "1");
    await().atMost(Duration.ofSeconds(60)).until(() -> second.relay().published() == 1);
    assertEquals(0, unpublished());
    assertTrue(second.leads());
  }

  @Test
  @DisplayName("O1: an event the broker refuses holds up its own key and no other")
  void aRefusedEventHoldsUpItsOwnKeyOnly() {
    start();
    append("bad", "\"" + incompressible(20_000_000) + "\"", "after");
    append("good", "1", "2");
    var tail = tail();
    await().until(() -> tail.valuesOf("good").equals(List.of("1", "2")));
    await().until(() -> unpublished() == 2);
    await()
        .until(
            () ->
                database
                    .query(
                        row -> row.getString(1),
                        "select last_error from outbox_queue where topic = ? and attempts > 0",
                        topic)
                    .stream()
                    .anyMatch(error -> error.contains("RecordTooLarge")));
    assertEquals(List.of(), tail.valuesOf("bad"));
    database.update(
        """
        update outbox set payload = 'mended' from outbox_queue queued
        where queued.seq = outbox.seq and topic = ? and attempts > 0
        """,
        topic);
    await().until(() -> tail.valuesOf("bad").equals(List.of("mended", "after")));
  }

  @Test
  @DisplayName("a refused event that somebody takes out of the outbox is not counted any more")
  void whatIsTakenOutWaitsNoLonger() {
    var relay = start().relay();
    append("bad", "\"" + incompressible(20_000_000) + "\"");
    await().until(() -> relay.waitingKeys() == 1);
    database.update("delete from outbox_queue where topic = ?", topic);
    await().until(() -> relay.waitingKeys() == 0);
  }

  @Test
  @DisplayName("X6: erasing reaches what the broker refuses; what came after it goes out")
  void aRefusedEventIsErased() {
    start();
    append("bad", "\"" + incompressible(20_000_000) + "\"");
    await().until(() -> attempts() >= 1);
    outbox.erase(List.of("bad"), true);
    append("bad", "after");
    var tail = tail();
    await().until(() -> tail.valuesOf("bad").equals(List.of("after")));
    assertEquals(List.of("after", "{}"), payloads());
  }

  @Test
  @DisplayName("X6: an erased event that the broker refuses only then is given up")
  void anErasedEventThatIsRefusedIsGivenUp() {
    append("bad", "\"" + incompressible(20_000_000) + "\"");
    outbox.erase(List.of("bad"), true);
    assertEquals(1, unpublished());
    start();
    await().until(() -> unpublished() == 0);
    assertEquals(List.of("{}"), payloads());
  }

  @Test
  @DisplayName("X6: erasing reaches what stood in the queue when the relay was switched off")
  void whatNobodyPublishesIsErased() {
    append("key", "1");
    outbox.erase(List.of("key"), false);
    assertEquals(0, unpublished());
    assertEquals(List.of("{}"), payloads());
  }

  @Test
  @DisplayName("W4: what a platform may send is never too large for the topic")
  void aLargeEventIsTaken() {
    start();
    var large = "\"" + incompressible(3_000_000) + "\"";
    append("large", large);
    var tail = tail();
    await().until(() -> tail.valuesOf("large").equals(List.of(large)));
  }

  @Test
  @DisplayName("A batch of large events fits into memory")
  void aBatchOfLargeEventsIsCutShort() {
    var large = "x".repeat(3_000_000);
    append("key", large, large, large, large);
    assertEquals(3, outbox.unpublished(topic, List.of(), 500).size());
    assertEquals(2, outbox.unpublished(topic, List.of(), 2).size());
    assertEquals(0, outbox.unpublished(topic, List.of("key"), 500).size());
    start();
    await().until(() -> unpublished() == 0);
  }

  @Test
  @DisplayName("With Debezium in its place the relay leaves the outbox alone")
  void aRelayThatIsOffLeavesTheOutboxAlone() {
    append("key", "1");
    var off = open(Instance.startedWithoutRelay(database, broker, topic));
    await().until(off::leads);
    await().during(Duration.ofMillis(500)).until(() -> unpublished() == 1);
  }

  @Test
  @DisplayName("E1, E2: the broker is absent at the start, comes, goes and comes again")
  void everythingDrainsByItselfWhenTheBrokerComes() throws Exception {
    int port = QuietPort.find();
    append("key", "1");
    var instance = open(Instance.started(database, "127.0.0.1:" + port, topic));
    await().until(() -> instance.relay().trouble() != null);
    var kafka = LocalKafka.start(folder, port);
    await().until(() -> unpublished() == 0);
    await().until(() -> instance.relay().trouble() == null);
    kafka.close();
    append("key", "2", "3");
    await().atMost(Duration.ofSeconds(25)).until(() -> instance.relay().trouble() != null);
    assertEquals(2, unpublished());
    open.add(1, LocalKafka.start(folder, port));
    await().until(() -> unpublished() == 0);
    var tail = open(new TopicTail("127.0.0.1:" + port, topic));
    await().until(() -> tail.valuesOf("key").stream().distinct().count() == 3);
    assertEquals(List.of("1", "2", "3"), tail.valuesOf("key").stream().distinct().toList());
  }

  @Test
  @DisplayName("F8: stopping does not wait for a broker that is away")
  void stoppingDoesNotWaitForABrokerThatIsAway() throws Exception {
    append("key", "1");
    var instance = Instance.started(database, "127.0.0.1:" + QuietPort.find(), topic);
    await().until(() -> instance.relay().trouble() != null);
    long begun = System.nanoTime();
    instance.close();
    assertTrue(System.nanoTime() - begun < MOST_TO_STOP.toNanos());
  }

  @Test
  @DisplayName("F8: stopping does not wait for a database that hangs")
  void stoppingDoesNotWaitForADatabaseThatHangs() {
    var flaky = new FlakyDataSource(dataSource);
    var instance = Instance.started(new Database(flaky, transaction), broker, topic);
    await().until(instance::leads);
    flaky.hang();
    // The relay, the renewal of its lease and its progress.
    await().until(() -> flaky.waiting() >= 3);
    try {
      assertTimeoutPreemptively(MOST_TO_STOP, instance::close);
    } finally {
      flaky.heal();
    }
  }

  @Test
  @DisplayName("E3: the database fails for a while; what is out is not sent again for it")
  void theRelayGoesOnWhenTheDatabaseIsBack() {
    var flaky = new FlakyDataSource(dataSource);
    open(Instance.started(new Database(flaky, transaction), broker, topic));
    append("key", "1");
    await().until(() -> unpublished() == 0);
    flaky.fail();
    append("key", "2");
    var tail = tail();
    await().during(Duration.ofMillis(500)).until(() -> unpublished() == 1);
    flaky.heal();
    await().until(() -> unpublished() == 0);
    await().until(() -> tail.valuesOf("key").size() >= 2);
    assertEquals(List.of("1", "2"), tail.valuesOf("key"));
  }

  @Test
  @DisplayName("E3: as long as the database is away, nobody is told that all is well")
  void aDatabaseThatIsAwayIsToldAsLongAsItIs() {
    var flaky = new FlakyDataSource(dataSource);
    outbox.insert(List.of(event("of nobody " + topic, "key", "1")), null, true);
    var instance = open(Instance.started(new Database(flaky, transaction), broker, topic));
    await().until(() -> instance.backlog().rows() > 0);
    flaky.fail();
    await().until(() -> instance.relay().trouble() != null);
    await()
        .during(Lease.LENGTH.multipliedBy(2))
        .atMost(Lease.LENGTH.multipliedBy(4))
        .until(() -> instance.relay().trouble() != null && instance.backlog().rows() > 0);
    flaky.heal();
    await().until(() -> instance.relay().trouble() == null);
    database.update("delete from outbox_queue where topic = ?", "of nobody " + topic);
  }

  @Test
  @DisplayName("What kept an instance from leading is no trouble while another one leads")
  void anInstanceThatFollowsHasNoTrouble() {
    var flaky = new FlakyDataSource(dataSource);
    var first = open(Instance.started(new Database(flaky, transaction), broker, topic));
    await().until(first::leads);
    flaky.fail();
    await().until(() -> first.relay().trouble() != null && first.progress().trouble() != null);
    var second = start();
    await().until(second::leads);
    flaky.heal();
    await().until(() -> first.relay().trouble() == null && first.progress().trouble() == null);
    assertTrue(second.leads());
  }

  @Test
  @DisplayName("An error ends neither the relay nor its lease")
  void anErrorIsTroubleThatPasses() {
    var flaky = new FlakyDataSource(dataSource);
    var instance = open(Instance.started(new Database(flaky, transaction), broker, topic));
    await().until(instance::leads);
    flaky.breakDown();
    append("key", "1");
    await().until(() -> "NoClassDefFoundError".equals(instance.relay().trouble()));
    await().until(() -> !instance.leads());
    flaky.heal();
    await().until(() -> unpublished() == 0);
  }

  @Test
  @DisplayName("A topic that is deleted under running services is created again")
  void aTopicThatIsDeletedIsCreatedAgain() throws Exception {
    int port = QuietPort.find();
    // As is usual where it matters; else the first event would create a topic of one partition.
    open(LocalKafka.start(folder, port, Map.of("auto.create.topics.enable", "false")));
    var strict = "127.0.0.1:" + port;
    var instance = open(Instance.started(database, strict, topic));
    append("key", "1");
    await().until(() -> unpublished() == 0);
    try (var admin = new KafkaClients(Map.of("bootstrap.servers", strict)).admin("test")) {
      var deleted = idsOf(topic, admin);
      admin.deleteTopics(List.of(topic)).all().get();
      // Gone, or made again already: whoever tells progress misses it, too.
      await().until(() -> !idsOf(topic, admin).equals(deleted));
    }
    append("key", "2");
    await().atMost(Duration.ofSeconds(60)).until(() -> unpublished() == 0);
    var tail = open(new TopicTail(strict, topic));
    await().until(() -> tail.valuesOf("key").equals(List.of("2")));
    await().atMost(Duration.ofSeconds(30)).until(() -> instance.progress().trouble() == null);
  }

  private static List<Uuid> idsOf(String topic, Admin admin) throws Exception {
    return admin.listTopics().listings().get().stream()
        .filter(found -> found.name().equals(topic))
        .map(TopicListing::topicId)
        .toList();
  }

  private Instance start() {
    return open(Instance.started(database, broker, topic));
  }

  private TopicTail tail() {
    return open(new TopicTail(broker, topic));
  }

  private <T extends AutoCloseable> T open(T resource) {
    open.add(0, resource);
    return resource;
  }

  private void append(String key, String... payloads) {
    outbox.insert(
        List.of(payloads).stream().map(payload -> event(topic, key, payload)).toList(), null, true);
  }

  private String insertion(String key, String payload) {
    return """
        with appended as (
          insert into outbox (
            aggregatetype, aggregateid, type, payload, source, subject, event_time)
          values ('%s', '%s', 'io.touchback.Happened.v1', '%s', '/shops/beads', '%s', now())
          returning aggregatetype, seq, created_at)
        insert into outbox_queue (topic, seq, created_at) select * from appended
        """
        .formatted(topic, key, payload, key);
  }

  private int attempts() {
    return database
        .query(
            row -> row.getInt(1),
            "select coalesce(max(attempts), 0) from outbox_queue where topic = ?",
            topic)
        .get(0);
  }

  private List<String> payloads() {
    return database.query(
        row -> row.getString(1),
        "select payload from outbox where aggregatetype = ? order by seq desc",
        topic);
  }

  private int unpublished() {
    return database
        .query(row -> row.getInt(1), "select count(*) from outbox_queue where topic = ?", topic)
        .get(0);
  }

  /** Letters in which a compressor finds nothing. */
  private static String incompressible(int length) {
    var random = new java.util.Random(7);
    return IntStream.range(0, length)
        .map(n -> '0' + random.nextInt(75))
        .filter(c -> c != '\\')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
