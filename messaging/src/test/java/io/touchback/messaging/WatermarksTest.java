package io.touchback.messaging;

import static io.touchback.messaging.OutgoingEvents.event;
import static io.touchback.messaging.OutgoingEvents.newKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestStack.class)
class WatermarksTest {
  private static final String TOPIC = "others";

  @Inject Outbox outbox;
  @Inject EventReader reader;
  @Inject Watermarks watermarks;
  @Inject Database database;
  @Inject DataSource dataSource;
  @Inject KafkaClients clients;
  @Inject Inbox inbox;
  @Inject Lifetime lifetime;
  @Inject MeterRegistry meters;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean reading = true;
  private volatile boolean stopped;

  @BeforeEach
  void read() {
    for (var topic : List.of(TOPIC, "happenings")) {
      threads.execute(() -> readAll(topic));
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    stopped = true;
    threads.shutdown();
    assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
  }

  @Test
  @DisplayName("T4: the watermark of an idle stream is less than a second behind")
  void theWatermarkOfAnIdleStreamIsLessThanASecondBehind() {
    await().until(() -> lag().compareTo(Duration.ofSeconds(1)) < 0);
    var lags =
        IntStream.range(0, 50)
            .mapToObj(
                n -> {
                  pause(20);
                  return lag();
                })
            .sorted()
            .toList();
    assertTrue(lags.get(25).compareTo(Duration.ofSeconds(1)) < 0, "median " + lags.get(25));
  }

  @Test
  @DisplayName("T4: an open transaction holds the watermark, written to or not yet")
  void anOpenTransactionHoldsTheWatermark() throws SQLException {
    try (var open = dataSource.getConnection()) {
      open.setAutoCommit(false);
      var began = began(open.createStatement().executeQuery("select now()"));
      await().during(Duration.ofSeconds(2)).until(() -> watermark().isBefore(began));
      open.createStatement().execute("create temporary table written (n int)");
      await().during(Duration.ofSeconds(1)).until(() -> watermark().isBefore(began));
      assertTrue(Duration.between(watermark(), began).compareTo(Duration.ofSeconds(1)) < 0);
      open.rollback();
      await().until(() -> watermark().isAfter(began));
    }
  }

  @Test
  @DisplayName("T4: a row that cannot be published holds the watermark of its topic only")
  void aStuckRowHoldsTheWatermark() {
    var key = newKey();
    append(key, "x".repeat(20_000_000));
    var written = createdAt(key);
    try {
      await().during(Duration.ofSeconds(2)).until(() -> watermark().isBefore(written));
      await().until(() -> watermarks.of("happenings").isAfter(written));
    } finally {
      database.update("update outbox set payload = '{}' where aggregateid = ?", key);
    }
    await().until(() -> watermark().isAfter(written));
  }

  @Test
  @DisplayName("T4: what is published and not yet read holds the watermark")
  void aLaggingReaderHoldsTheWatermark() {
    await().until(() -> lag().compareTo(Duration.ofSeconds(1)) < 0);
    reading = false;
    pause(500);
    var key = newKey();
    append(key, "{}");
    var written = createdAt(key);
    await().during(Duration.ofSeconds(2)).until(() -> watermark().isBefore(written));
    long published = System.nanoTime();
    await().during(Duration.ofSeconds(1)).until(() -> !watermarks.readToEndSince(TOPIC, published));
    reading = true;
    await().until(() -> watermark().isAfter(written));
    assertTrue(seen.contains(key));
    await().until(() -> watermarks.readToEndSince(TOPIC, published));
  }

  @Test
  void notYetReadToAnEndInTheFuture() {
    await().until(() -> watermarks.readToEndSince(TOPIC, System.nanoTime() - 2_000_000_000L));
    assertFalse(watermarks.readToEndSince(TOPIC, System.nanoTime() + 60_000_000_000L));
  }

  @Test
  @DisplayName(
      "T4, S2-9: a topic nobody ever made holds no proof; once it is made it is read first")
  void anAbsentTopicIsReadToItsEndUntilItIsMade() throws Exception {
    var topic = "never-made-" + newKey();
    var own = watching(topic, Optional.empty());
    long asked = System.nanoTime();
    await().until(() -> own.readToEndSince(topic, asked));
    assertEquals(Instant.EPOCH, own.of(topic));

    try (var admin = clients.admin("test");
        var producer = clients.producer("test")) {
      admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
      producer.send(new ProducerRecord<>(topic, "proof".getBytes(UTF_8))).get();
    }
    long made = System.nanoTime();
    await().during(Duration.ofSeconds(2)).until(() -> !own.readToEndSince(topic, made));
    threads.execute(() -> readAll(topic));
    await().until(() -> own.readToEndSince(topic, made));
  }

  @Test
  @DisplayName("Where nobody tells progress: read to the end, less the grace")
  void withoutProgressWhatIsReadToItsEndIsCompleteButForTheGrace() {
    var grace = Duration.ofMinutes(5);
    var own = watching(TOPIC, Optional.of(grace));
    await().until(() -> own.of(TOPIC).isAfter(Instant.EPOCH));
    var atMost = Instant.now().minus(grace);
    assertFalse(own.of(TOPIC).isAfter(atMost.plusSeconds(1)));
    await().until(() -> own.of(TOPIC).isAfter(atMost));
  }

  @Test
  @DisplayName("T4: a producer's clock that runs fast takes no watermark into the future")
  void aWatermarkIsNeverInTheFuture() throws Exception {
    var topic = "ahead-" + newKey();
    var clock = new SetClock(Instant.parse("2026-03-02T12:00:00Z"));
    try (var admin = clients.admin("test")) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    var own = watching(topic, Optional.empty(), clock);
    tellProgress(topic, "2026-03-02T13:00:00Z");
    await().until(() -> own.of(topic).equals(clock.instant()));

    clock.now = Instant.parse("2026-03-02T12:10:00Z");
    assertEquals(Instant.parse("2026-03-02T12:00:00Z"), own.of(topic));
    tellProgress(topic, "2026-03-02T12:09:00Z");
    await().until(() -> own.of(topic).equals(Instant.parse("2026-03-02T12:09:00Z")));

    clock.now = Instant.parse("2026-03-02T12:05:00Z");
    assertEquals(clock.instant(), own.of(topic));
  }

  private void tellProgress(String topic, String upTo) throws Exception {
    var told = "{\"offset\":0,\"upTo\":\"" + upTo + "\"}";
    try (var producer = clients.producer("test")) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.PROGRESS, (topic + "/0").getBytes(UTF_8), told.getBytes(UTF_8)))
          .get();
    }
  }

  private Watermarks watching(String topic, Optional<Duration> grace) {
    return watching(topic, grace, Clock.systemUTC());
  }

  private Watermarks watching(String topic, Optional<Duration> grace, Clock clock) {
    var config = new Watching(Optional.of(List.of(topic)), grace);
    var own = new Watermarks(config, clients, inbox, lifetime, clock);
    own.start(new StartupEvent(), meters);
    return own;
  }

  private static final class SetClock extends Clock {
    private volatile Instant now;

    SetClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private record Watching(Optional<List<String>> topics, Optional<Duration> grace)
      implements WatermarksConfig {}

  @Test
  @DisplayName("F8: whoever watches ends with the service, also where it cannot")
  void aWatchThatCannotBeginEndsWithTheService() throws Exception {
    var nowhere = new KafkaClients(Map.of("bootstrap.servers", "no port"));
    var own = new Lifetime();
    var watch = new StreamWatch(Map.of(), nowhere, own, Clock.systemUTC());
    var watching = CompletableFuture.runAsync(watch, threads);
    await().until(() -> watch.trouble() != null);
    own.end(new ShutdownEvent());
    watching.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aTopicThatIsNotWatchedHasNoWatermark() {
    assertThrows(IllegalArgumentException.class, () -> watermarks.of("nowhere"));
  }

  /**
   * T4: writers with slow transactions, some rolled back, and a reader that stumbles: at no time is
   * the watermark past the begin of a transaction whose event has not been read.
   */
  @Test
  @DisplayName("T4: the watermark never passes an event that has not been read")
  void theWatermarkNeverPassesAnEventThatHasNotBeenRead() {
    long seed = System.nanoTime();
    var due = new ConcurrentHashMap<String, Instant>();
    long until = System.nanoTime() + Duration.ofSeconds(8).toNanos();
    for (int writer = 0; writer < 6; writer++) {
      var random = new Random(seed + writer);
      threads.execute(
          () -> {
            while (System.nanoTime() < until) {
              write(random, due);
            }
          });
    }
    threads.execute(
        () -> {
          while (System.nanoTime() < until) {
            reading = !reading;
            pause(300);
          }
          reading = true;
        });
    int compared = 0;
    var highest = Instant.EPOCH;
    while (System.nanoTime() < until) {
      var watermark = watermark();
      var missed =
          due.entrySet().stream()
              .filter(written -> written.getValue().isBefore(watermark))
              .map(Map.Entry::getKey)
              .filter(key -> !seen.contains(key))
              .collect(Collectors.toSet());
      // A rollback may have come between.
      missed.removeIf(key -> !due.containsKey(key));
      assertEquals(Set.of(), missed, "seed " + seed);
      compared += watermark.isAfter(highest) ? 1 : 0;
      highest = watermark;
    }
    assertTrue(compared > 5, "The watermark moved only " + compared + " times, seed " + seed);
    await().until(() -> seen.containsAll(due.keySet()));
  }

  private void write(Random random, Map<String, Instant> due) {
    var key = newKey();
    try {
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                var began =
                    database.query(row -> row.getObject(1, OffsetDateTime.class), "select now()");
                due.put(key, began.get(0).toInstant());
                pause(random.nextInt(60));
                outbox.append(List.of(event(TOPIC, key, "{}")));
                pause(random.nextInt(random.nextInt(10) == 0 ? 900 : 30));
                if (random.nextInt(10) == 0) {
                  due.remove(key);
                  throw new IllegalStateException("rolled back");
                }
              });
    } catch (IllegalStateException e) {
      // As it was to be.
    }
  }

  private void readAll(String topic) {
    try (var tail = new TopicTail(broker, topic)) {
      while (!stopped) {
        if (reading) {
          reader.read(
              tail.poll(),
              Map.of(),
              events -> events.forEach(event -> seen.add(event.key())),
              why -> {});
        } else {
          pause(20);
        }
      }
    }
  }

  private void append(String key, String payload) {
    QuarkusTransaction.requiringNew().run(() -> outbox.append(List.of(event(TOPIC, key, payload))));
  }

  private Instant createdAt(String key) {
    return database
        .query(
            row -> row.getObject(1, OffsetDateTime.class).toInstant(),
            "select created_at from outbox where aggregateid = ?",
            key)
        .get(0);
  }

  private Instant watermark() {
    return watermarks.of(TOPIC);
  }

  private Duration lag() {
    var now =
        database.query(
            row -> row.getObject(1, OffsetDateTime.class).toInstant(), "select clock_timestamp()");
    return Duration.between(watermark(), now.get(0));
  }

  private static Instant began(java.sql.ResultSet now) throws SQLException {
    now.next();
    return now.getObject(1, OffsetDateTime.class).toInstant();
  }

  private static void pause(long millis) {
    java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }
}
