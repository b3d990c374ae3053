package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.touchback.local.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes from Kafka is poison, or Kafka does not take what we have to say. */
@ExtendWith(FaultTable.class)
class StreamTroubleIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> READERS = List.of("notify-service", "sla-service");

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);
  private final Map<String, Long> before = deadLetters();

  @Test
  @DisplayName("F1: 100 poison records of five kinds between 20 good orders")
  void poison(Seen seen) {
    var load = Load.of(house, shop, 20);
    produce(20);
    load.awaitTold(PATIENCE);
    load.tally(seen);
    var next = shop.order();
    seen.healed();
    next.placedAndPaid();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> house.smtp.takenFor(next.email()).size() == 1);
    seen.recovered();
    seen.check();
    awaitAside(100);
  }

  @Test
  @Tag("campaign")
  @DisplayName("F9: the dead letters' topic takes nothing while poison comes")
  void noDeadLettersTaken(Seen seen) throws Exception {
    produce(1);
    awaitAside(5);
    var closed = forbidden("dead-letters");
    produce(1);
    for (var service : List.of(house.notify, house.sla)) {
      await(service.name() + " says that it stands still")
          .atMost(PATIENCE)
          .until(() -> standsStill(service));
    }
    var load = Load.of(house, shop, 20);
    await("the load is posted").atMost(PATIENCE).until(load::posted);
    closed.close();
    seen.healed();
    load.awaitTold(PATIENCE);
    seen.recovered();
    load.tally(seen);
    seen.check();
    awaitAside(10);
  }

  @Test
  @Tag("campaign")
  @DisplayName("F9: the alerts' topic takes nothing while alerts are due")
  void noAlertsTaken(Seen seen) throws Exception {
    shop.policies(
        """
        {"policies": {"order.dispatch": {"target": "PT1S", "hours": "calendar"}}}
        """);
    var closed = forbidden("sla-alerts");
    var silent = new ArrayList<Shop.Order>();
    for (int i = 0; i < 10; i++) {
      silent.add(shop.order());
      silent.get(i).placedAndPaid();
    }
    var waiting =
        "select id from outbox join outbox_queue using (seq) where source = '/shops/%s'"
            .formatted(shop.name);
    await("ten alerts wait in the outbox")
        .atMost(PATIENCE)
        .until(() -> house.postgres.query("sla", waiting).size() == 10);
    closed.close();
    seen.healed();
    await("ten alerts").atMost(PATIENCE).until(() -> alerts() >= 10);
    seen.recovered();
    silent.add(shop.order());
    Quiet.afterTheAlarmOf(silent.get(10), house, shop);
    seen.doubled(alerts() - 11);
    seen.check();
    assertEquals(Alarms.each(silent, Alarms.RAISED), Alarms.of(house, shop));
  }

  /** By every reader, each record once. */
  private void awaitAside(long records) {
    for (var reader : READERS) {
      await(reader + " has set the poison aside")
          .atMost(PATIENCE)
          .until(() -> deadLetters().get(reader) - before.get(reader) >= records);
      assertEquals(records, deadLetters().get(reader) - before.get(reader), reader);
    }
  }

  private static boolean standsStill(ChildJvm service) throws IOException {
    var health = Web.call("GET", service.port(), "/q/health", null).body();
    return House.JSON.readTree(health).findValuesAsText("dead letters").stream()
        .anyMatch(state -> state.contains("Authorization"));
  }

  private long alerts() {
    return Alarms.of(house, shop).values().stream().mapToLong(List::size).sum();
  }

  private void produce(int ofEachKind) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                house.bootstrapServers,
                "max.in.flight.requests.per.connection",
                1,
                "max.request.size",
                4_000_000),
            new StringSerializer(),
            new ByteArraySerializer())) {
      var sent = new ArrayList<Future<RecordMetadata>>();
      for (int i = 0; i < ofEachKind; i++) {
        sent.add(producer.send(event("{\"order\": {")));
        sent.add(producer.send(event(null)));
        sent.add(producer.send(event("[1, 2, 3]")));
        sent.add(producer.send(event("\"" + "x".repeat(900_000))));
        sent.add(
            producer.send(
                new ProducerRecord<>("orders", "k", "{}".getBytes(StandardCharsets.UTF_8))));
      }
      for (var record : sent) {
        record.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("The broker did not take all the poison", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ProducerRecord<String, byte[]> event(@Nullable String data) {
    var id = UUID.randomUUID().toString();
    var poison =
        new ProducerRecord<String, byte[]>(
            "orders", id, data == null ? null : data.getBytes(StandardCharsets.UTF_8));
    var headers = new HashMap<String, String>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", id);
    headers.put("ce_type", "io.touchback.OrderShipped.v1");
    headers.put("ce_source", "/shops/poison");
    headers.put("ce_subject", id);
    headers.put("ce_time", Instant.now().toString());
    headers.put("content-type", "application/json");
    headers.forEach(
        (name, value) -> poison.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return poison;
  }

  /** Nobody may write to it, until this is closed. */
  private AutoCloseable forbidden(String topic) {
    var whole = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
    var rules =
        Stream.of(
                new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW),
                new AccessControlEntry("User:*", "*", AclOperation.WRITE, AclPermissionType.DENY))
            .map(rule -> new AclBinding(whole, rule))
            .toList();
    try (var admin = admin()) {
      admin.createAcls(rules).all().toCompletionStage().toCompletableFuture().join();
    }
    return () -> {
      try (var admin = admin()) {
        var same = rules.stream().map(AclBinding::toFilter).toList();
        admin.deleteAcls(same).all().toCompletionStage().toCompletableFuture().join();
      }
    };
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", house.bootstrapServers));
  }

  private Map<String, Long> deadLetters() {
    var count = new HashMap<String, Long>();
    READERS.forEach(reader -> count.put(reader, 0L));
    Topic.headers(house, "dead-letters", "dead-letter-consumer")
        .forEach(reader -> count.merge(reader, 1L, Long::sum));
    return count;
  }
}
