package io.touchback.messaging;

import static io.touchback.messaging.IncomingRecords.attributes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.LocalKafka;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(TestStack.class)
class EventReaderTest {
  @Inject EventReader reader;
  @Inject Inbox inbox;
  @Inject Topics topics;
  @Inject MessagingConfig config;
  @Inject Lifetime lifetime;
  @Inject Database database;
  @Inject DataSource dataSource;
  @Inject UserTransaction transactions;
  @Inject MeterRegistry meters;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  @TempDir Path folder;

  private final List<String> heldUp = new CopyOnWriteArrayList<>();
  private long lastApplied;
  private final String topic = "read-" + UUID.randomUUID();

  @BeforeEach
  void createWhatIsWrittenTo() throws Exception {
    topics.ensure(Topics.DEAD_LETTERS);
    database.update("create table if not exists effect (n serial, topic text, data text)");
  }

  @Test
  void effectInboxAndPositionAreCommittedTogether() {
    read(records().event("a").event("b").polled(), this::apply);
    assertEquals(List.of("a", "b"), effects());
    assertEquals(Map.of(0, 2L), inbox.positions(topic));
  }

  @Test
  @DisplayName(
      "what the database has forgotten is not passed over: nothing of the batch is applied")
  void nothingIsPassedOver() {
    var partition = new TopicPartition(topic, 0);
    read(records().event("a").event("b").event("c").polled(), this::apply);
    database.update("update stream_position set next_offset = 1 where topic = ?", topic);
    var batch = records().from(3).event("d").polled();
    var from = Map.of(partition, 3L);
    assertThrows(EventsForgotten.class, () -> reader.read(batch, from, this::apply, why -> {}));
    assertEquals(List.of("a", "b", "c"), effects());
    assertEquals(Map.of(0, 1L), inbox.positions(topic));

    database.update("delete from stream_position where topic = ?", topic);
    assertThrows(EventsForgotten.class, () -> reader.read(batch, from, this::apply, why -> {}));

    inbox.moveTo(Map.of(), Map.of(partition, 3L)).run();
    reader.read(batch, from, this::apply, why -> {});
    reader.read(batch, from, this::apply, why -> {});
    assertEquals(List.of("a", "b", "c", "d"), effects());
    assertEquals(Map.of(0, 4L), inbox.positions(topic));
    assertTrue(deadLetters().isEmpty());
  }

  @Test
  @DisplayName("K4: what was read before has no second effect")
  void whatWasReadBeforeHasNoSecondEffect() {
    var first = records().event("1", "a").event("2", "b").polled();
    read(first, this::apply);
    read(first, this::apply);
    read(records().event("2", "b").event("3", "c").event("3", "c").polled(), this::apply);
    assertEquals(List.of("a", "b", "c"), effects());
    assertEquals(4, meters.counter("touchback.inbox.duplicates", "topic", topic).count());
  }

  @Test
  @DisplayName("K4: four readers of the same records, as after a rebalance, have one effect")
  void fourReadersOfTheSameRecordsHaveOneEffect() {
    var batch = records();
    IntStream.range(0, 200).forEach(n -> batch.event(String.valueOf(n)));
    var same = batch.polled();
    var readers =
        Stream.generate(() -> CompletableFuture.runAsync(() -> read(same, this::applySlowly)))
            .limit(4)
            .toList();
    readers.forEach(CompletableFuture::join);
    assertEquals(200, effects().size());
  }

  @Test
  void aLateReaderMovesNoPositionBack() {
    read(records().from(10).event("b").polled(), this::apply);
    read(records().from(5).event("a").polled(), this::apply);
    assertEquals(Map.of(0, 11L), inbox.positions(topic));
  }

  @Test
  void positionsGoAsFarAsThePollDid() {
    read(records().event("a").from(7).polled(), this::apply);
    assertEquals(Map.of(0, 7L), inbox.positions(topic));
  }

  @Test
  @DisplayName("F1: poison between good ones is set aside, the good ones are applied within 1 s")
  void poisonBetweenGoodOnesIsSetAside() {
    var noType = attributes("x");
    noType.remove("ce_type");
    var polled =
        records()
            .event("a")
            .record("key", noType, "{}".getBytes(UTF_8))
            .event("b")
            .record("key", Map.of(), "garbage".getBytes(UTF_8))
            .record("key", attributes("null"), null)
            .event("poison")
            .event("c")
            .record("key", attributes("huge"), new byte[17 * 1024 * 1024])
            .event("d")
            .polled();
    long begun = System.nanoTime();
    read(polled, this::applyUnlessPoison);
    var took = Duration.ofNanos(lastApplied - begun);
    assertEquals(List.of("a", "b", "c", "d"), effects());
    assertEquals(Map.of(0, 9L), inbox.positions(topic));
    assertEquals(
        Map.of(
            "1", "unreadable: type is missing",
            "3", "unreadable: specversion is missing",
            "4", "unreadable: value is missing",
            "5", "unreadable: it is poison",
            "7", "unreadable: value is larger than 16 MiB"),
        reasonsByOffset());
    assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, "took " + took);
  }

  @Test
  @DisplayName("F1: a batch that could only be applied in halves is as far as one applied whole")
  void positionsMoveAlsoWhereABatchHadToBeSplit() {
    read(
        records().event("a").event("b").event("c").polled(),
        events -> {
          if (events.size() > 1) {
            throw new IllegalStateException("too many at once");
          }
          apply(events);
        });
    assertEquals(List.of("a", "b", "c"), effects());
    assertEquals(Map.of(0, 3L), inbox.positions(topic));
    assertEquals(List.of(), deadLetters());
  }

  @Test
  void aDeadLetterIsTheWholeRecordAndWhereItCameFrom() {
    var headers = attributes("1");
    headers.put("own", "kept");
    read(
        records().from(3).record("its key", headers, "poison".getBytes(UTF_8)).polled(),
        this::applyUnlessPoison);
    var letter = deadLetters().get(0);
    assertEquals("its key", letter.key());
    assertArrayEquals("poison".getBytes(UTF_8), letter.value());
    assertEquals("kept", TopicTail.header(letter, "own"));
    assertEquals("1", TopicTail.header(letter, "ce_id"));
    assertEquals("0", TopicTail.header(letter, "dead-letter-partition"));
    assertEquals("3", TopicTail.header(letter, "dead-letter-offset"));
    assertEquals("messaging-test", TopicTail.header(letter, "dead-letter-consumer"));
    var counted =
        meters.counter("touchback.dead.letters", "topic", topic, "reason", "unreadable").count();
    assertEquals(1, counted);
  }

  @Test
  void aDeadLetterTheBrokerRefusesAsTooLargeIsShortened() {
    var random = new java.util.Random(7);
    var value = new byte[17 * 1024 * 1024];
    random.nextBytes(value);
    read(records().record("key", attributes("1"), value).polled(), this::apply);
    var letter = deadLetters().get(0);
    assertEquals(32 * 1024, letter.value().length);
    assertNull(TopicTail.header(letter, "ce_id"));
    assertEquals(
        "unreadable: value is larger than 16 MiB", TopicTail.header(letter, "dead-letter-reason"));
  }

  @Test
  void anEventWhoseEffectFailsEveryTimeIsSetAside() {
    database.update("create unique index if not exists once on effect (data) where data = 'twice'");
    read(records().event("a").event("twice").polled(), this::apply);
    read(records().event("b").event("twice").event("c").polled(), this::apply);
    assertEquals(List.of("a", "twice", "b", "c"), effects());
    assertEquals("failing: PSQLException 23505", reasonsByOffset().get("1"));
  }

  @Test
  void anEventTheHandlerBreaksOnIsSetAside() {
    read(
        records().event("a").event("deep").event("b").polled(),
        events -> {
          apply(events);
          events.stream().filter(event -> text(event).equals("deep")).forEach(this::recurse);
        });
    assertEquals(List.of("a", "b"), effects());
    assertEquals("failing: StackOverflowError", reasonsByOffset().get("1"));
  }

  @Test
  @DisplayName("F1: a flood of failing events is set aside before the broker counts its reader out")
  void aFloodOfFailingEventsIsSetAsideInTime() {
    var flood = records();
    IntStream.range(0, 200).forEach(n -> flood.event(String.valueOf(n)));
    var polled = flood.polled();
    var tries = new ArrayList<Integer>();
    long begun = System.nanoTime();
    read(
        polled,
        events -> {
          tries.add(events.size());
          throw new IllegalStateException("every time");
        });
    var took = Duration.ofNanos(System.nanoTime() - begun);
    assertEquals(200, deadLetters().size());
    // Each batch in halves once, and each event three times.
    assertEquals(199, tries.stream().filter(size -> size > 1).count());
    assertEquals(3 * 200, tries.stream().filter(size -> size == 1).count());
    assertTrue(took.compareTo(Duration.ofSeconds(60)) < 0, "took " + took);
  }

  @Test
  void anEventTheHandlerCannotTellFromOthersIsSetAside() {
    var unsure =
        new BatchHandler() {
          @Override
          public boolean concerns(IncomingEvent event) {
            return !text(event).equals("odd") || event.data()[99] == 'x';
          }

          @Override
          public void handle(List<IncomingEvent> events) {
            apply(events);
          }
        };
    read(records().event("a").event("odd").event("b").polled(), unsure);
    assertEquals(List.of("a", "b"), effects());
    assertEquals("failing: ArrayIndexOutOfBoundsException", reasonsByOffset().get("1"));
  }

  @Test
  @DisplayName("A tombstone is no poison where the newest record of a key says all")
  void aTombstoneOnACompactedTopicIsPassedOver() {
    var tombstone = new IncomingRecords("newest").record("key", Map.of(), null).polled();
    var duplicates = new AtomicInteger();
    read(tombstone, events -> duplicates.incrementAndGet());
    assertEquals(0, duplicates.get());
    assertTrue(inbox.positions("newest").get(0) >= 1);
    assertFalse(
        lettersFrom("newest").anyMatch(letter -> letter.key() != null), "tombstone set aside");
  }

  @Test
  @DisplayName("E3: the database goes in the middle of a batch; nothing is lost, doubled or blamed")
  void aBatchIsTriedAgainWhenTheDatabaseWentAway() {
    var tries = new AtomicInteger();
    read(
        records().event("a").event("b").polled(),
        events -> {
          apply(events);
          if (tries.incrementAndGet() < 3) {
            database.update("select pg_terminate_backend(pg_backend_pid())");
          }
        });
    assertEquals(3, tries.get());
    assertEquals(2, heldUp.size());
    assertEquals(List.of("a", "b"), effects());
    assertEquals(Map.of(), reasonsByOffset());
  }

  @Test
  void aBatchIsTriedAgainWhileARowIsLocked() throws SQLException {
    database.update("insert into effect (topic, data) values (?, 'locked')", topic);
    try (var other = dataSource.getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("lock table effect in exclusive mode");
      var tries = new AtomicInteger();
      var reading =
          CompletableFuture.runAsync(
              () ->
                  read(
                      records().event("a").polled(),
                      events -> {
                        tries.incrementAndGet();
                        database.update("set local lock_timeout = '20ms'");
                        apply(events);
                      }));
      await().until(() -> tries.get() > 2);
      assertFalse(reading.isDone());
      other.commit();
      reading.join();
    }
    assertEquals(List.of("locked", "a"), effects());
    assertEquals(Map.of(), reasonsByOffset());
  }

  @Test
  @DisplayName("F6: what does not fit into one transaction's time goes into several, nobody blamed")
  void aBatchThatTakesTooLongIsAppliedInParts() throws SystemException {
    transactions.setTransactionTimeout(1);
    try {
      read(ten(), events -> events.forEach(this::applyForLong));
    } finally {
      transactions.setTransactionTimeout(0);
    }
    assertTenAreApplied();
  }

  @Test
  void aBatchWhoseStatementTakesTooLongIsAppliedInParts() {
    read(
        ten(),
        events -> {
          database.update("set local statement_timeout = '500ms'");
          database.query(row -> 1, "select pg_sleep(?)", 0.1 * events.size());
          apply(events);
        });
    assertTenAreApplied();
  }

  @Test
  @DisplayName("F9: while dead letters cannot be written their stream waits, without a spin")
  void aDeadLetterWaitsForItsTopic() throws Exception {
    int port = QuietPort.find();
    var clients = new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:" + port));
    var counters = new SimpleMeterRegistry();
    var letters = new DeadLetters(clients, topics, lifetime, counters, "test");
    var own = new EventReader(inbox, letters, topics, lifetime, counters);
    var polled = records().event("a").event("poison").event("b").polled();
    var reading =
        CompletableFuture.runAsync(
            () -> own.read(polled, Map.of(), this::applyUnlessPoison, heldUp::add));
    await().until(() -> effects().equals(List.of("a", "b")));
    await().during(Duration.ofSeconds(1)).until(() -> !reading.isDone());
    assertEquals(Map.of(), inbox.positions(topic));
    await().until(() -> heldUp.contains("dead letters (TimeoutException)"));
    var kafka = LocalKafka.start(folder, port);
    try {
      reading.join();
      assertEquals(Map.of(0, 3L), inbox.positions(topic));
      try (var tail = new TopicTail(kafka.bootstrapServers(), Topics.DEAD_LETTERS)) {
        await().until(() -> tail.valuesOf("key").equals(List.of("poison")));
      }
    } finally {
      letters.close();
      kafka.close();
    }
  }

  @Test
  @DisplayName("F9: a topic for dead letters that was deleted is made again")
  void aDeletedTopicForDeadLettersIsMadeAgain() throws Exception {
    var strict = Map.of("auto.create.topics.enable", "false");
    try (var kafka = LocalKafka.start(folder, 0, strict)) {
      var impatient =
          new KafkaClients(
              Map.of(
                  "bootstrap.servers", kafka.bootstrapServers(),
                  "max.block.ms", 1_000,
                  "request.timeout.ms", 1_000,
                  "delivery.timeout.ms", 1_000));
      var letters =
          new DeadLetters(
              impatient,
              new Topics(impatient, config),
              lifetime,
              new SimpleMeterRegistry(),
              "test");
      try (var admin = impatient.admin("test")) {
        letters.write(List.of(letter("first")), heldUp::add);
        heldUp.clear();
        admin.deleteTopics(List.of(Topics.DEAD_LETTERS)).all().get();
        while (heldUp.isEmpty()) {
          // For a moment the broker still takes what goes with the topic.
          letters.write(List.of(letter("second")), heldUp::add);
        }
        try (var tail = new TopicTail(kafka.bootstrapServers(), Topics.DEAD_LETTERS)) {
          await().until(() -> tail.valuesOf("key").equals(List.of("second")));
        }
      } finally {
        letters.close();
      }
    }
  }

  @Test
  @DisplayName("K2: what is none of its handler's business is counted, and nothing more")
  void whatIsNobodysBusinessIsCounted() {
    var concerned =
        new BatchHandler() {
          @Override
          public boolean concerns(IncomingEvent event) {
            return text(event).equals("ours");
          }

          @Override
          public void handle(List<IncomingEvent> events) {
            apply(events);
          }
        };
    read(records().event("1", "theirs").event("2", "ours").polled(), concerned);
    assertEquals(List.of("ours"), effects());
    assertEquals(List.of("2"), remembered());
    assertEquals(1, meters.counter("touchback.events.ignored", "topic", topic).count());
    read(records().event("1", "theirs").polled(), concerned);
    assertEquals(Map.of(0, 2L), inbox.positions(topic));
  }

  @Test
  void aPositionThatTheDatabaseRefusesIsTheFaultOfNoEvent() {
    var nobody = new Ignoring();
    var unwritable = new IncomingRecords("nul\0-" + topic).event("a").polled();
    var refused = assertThrows(IllegalStateException.class, () -> read(unwritable, nobody));
    assertTrue(DatabaseAway.behind(refused).isEmpty());
  }

  private static final class Ignoring implements BatchHandler {
    @Override
    public boolean concerns(IncomingEvent event) {
      return false;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
      throw new AssertionError("None of these is ours");
    }
  }

  @Test
  @DisplayName("K4: the inbox leaves duplicates to a handler that knows them by itself")
  void duplicatesAreLeftToWhoKnowsThem() {
    var knowing =
        new BatchHandler() {
          @Override
          public boolean tellsDuplicates() {
            return true;
          }

          @Override
          public void handle(List<IncomingEvent> events) {
            apply(events);
          }
        };
    read(records().event("1", "a").event("1", "a").polled(), knowing);
    assertEquals(List.of("a", "a"), effects());
    assertEquals(List.of(), remembered());
    assertEquals(Map.of(0, 2L), inbox.positions(topic));
  }

  @Test
  @DisplayName("O2: an event's trace goes on in its effect")
  void anEventsTraceGoesOnInItsEffect() {
    var headers = attributes("1");
    headers.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    var traces = new ArrayList<String>();
    read(
        records().record("key", headers, "{}".getBytes(UTF_8)).polled(),
        events -> traces.add(Span.current().getSpanContext().getTraceId()));
    assertEquals(List.of("0af7651916cd43dd8448eb211c80319c"), traces);
  }

  @Test
  void anEventThatNobodyTracedGoesOnUntraced() {
    var headers = attributes("1");
    headers.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
    var spans = new ArrayList<SpanContext>();
    read(
        records().record("key", headers, "{}".getBytes(UTF_8)).polled(),
        events -> spans.add(Span.current().getSpanContext()));
    read(
        records().from(1).event("2", "a").event("3", "b").polled(),
        events -> spans.add(Span.current().getSpanContext()));
    assertEquals("b7ad6b7169203331", spans.get(0).getSpanId());
    assertFalse(spans.get(0).isSampled());
    assertFalse(spans.get(1).isValid());
  }

  private void read(ConsumerRecords<String, byte[]> polled, BatchHandler handler) {
    reader.read(polled, Map.of(), handler, heldUp::add);
  }

  private IncomingRecords records() {
    return new IncomingRecords(topic);
  }

  private void apply(List<IncomingEvent> events) {
    events.forEach(
        event ->
            database.update("insert into effect (topic, data) values (?, ?)", topic, text(event)));
  }

  private ConsumerRecords<String, byte[]> ten() {
    var ten = records();
    IntStream.range(0, 10).forEach(n -> ten.event(String.valueOf(n)));
    return ten.polled();
  }

  private void applyForLong(IncomingEvent event) {
    apply(List.of(event));
    database.query(row -> 1, "select pg_sleep(0.3)");
  }

  private void assertTenAreApplied() {
    assertEquals(IntStream.range(0, 10).mapToObj(String::valueOf).toList(), effects());
    assertEquals(Map.of(0, 10L), inbox.positions(topic));
    assertEquals(List.of(), deadLetters());
  }

  private void applySlowly(List<IncomingEvent> events) {
    apply(events);
    database.query(row -> 1, "select pg_sleep(0.1)");
  }

  private void applyUnlessPoison(List<IncomingEvent> events) {
    apply(events);
    if (events.stream().anyMatch(event -> text(event).equals("poison"))) {
      throw new UnreadableEvent("it is poison");
    }
    lastApplied = System.nanoTime();
  }

  private void recurse(IncomingEvent event) {
    recurse(event);
  }

  private DeadLetter letter(String data) {
    return DeadLetter.unreadable(records().event(data).single(), new UnreadableEvent("garbage"));
  }

  private List<String> effects() {
    return database.query(
        row -> row.getString(1), "select data from effect where topic = ? order by n", topic);
  }

  private List<String> remembered() {
    return database.query(
        row -> row.getString(1), "select event_id from inbox where topic = ? order by 1", topic);
  }

  private Map<String, String> reasonsByOffset() {
    return deadLetters().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                letter -> String.valueOf(TopicTail.header(letter, "dead-letter-offset")),
                letter -> String.valueOf(TopicTail.header(letter, "dead-letter-reason"))));
  }

  private List<ConsumerRecord<String, byte[]>> deadLetters() {
    return lettersFrom(topic).toList();
  }

  private Stream<ConsumerRecord<String, byte[]>> lettersFrom(String origin) {
    try (var tail = new TopicTail(broker, Topics.DEAD_LETTERS)) {
      return tail.toTheEnd().stream()
          .filter(letter -> origin.equals(TopicTail.header(letter, "dead-letter-topic")));
    }
  }

  private static String text(IncomingEvent event) {
    return new String(event.data(), UTF_8);
  }
}
