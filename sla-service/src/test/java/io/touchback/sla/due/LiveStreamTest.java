package io.touchback.sla.due;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.messaging.Database;
import io.touchback.sla.Goldens;
import io.touchback.sla.clock.DueEntries;
import io.touchback.sla.policy.Gate;
import io.touchback.sla.policy.PolicyPatch;
import io.touchback.sla.policy.PolicyTable;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The whole service on a real broker, with the other services' relays played by the test. */
@QuarkusTest
class LiveStreamTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject DueSweep sweep;
  @Inject SettableProgress progress;
  @Inject PolicyTable policies;
  @Inject Database database;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  private final String shop = "shop-" + UUID.randomUUID();
  private Producers producers;

  @BeforeEach
  void open() {
    producers = new Producers(broker);
    progress.upTo = null;
  }

  @AfterEach
  void close() {
    progress.upTo = Instant.EPOCH;
    producers.close();
    DueEntries.check(database);
  }

  private void policy(String json) throws Exception {
    var patch = PolicyPatch.of(JSON.readTree(json));
    QuarkusTransaction.requiringNew().run(() -> policies.change(shop, patch));
  }

  private String happened(String topic, String golden, String order, Instant at) {
    producers.send(topic, Goldens.like(golden, shop, order, at));
    return order;
  }

  private List<String> told() {
    return database.query(
        row -> row.getString(1),
        "select split_part(type, '.', 3) || ' ' || (payload::jsonb ->> 'policy') || ' ' || subject"
            + " from outbox where source = ? order by seq",
        "/shops/" + shop);
  }

  @Test
  @DisplayName(
      "T4, PERFORMANCE 7: silence is an alert within about a second of its due time, no earlier")
  void silenceIsHeardInTime() throws Exception {
    policy("{\"policies\": {\"order.dispatch\": {\"target\": \"PT2S\"}}}");
    var order =
        happened(
            "orders", "orders-service/OrderPaid.v1", UUID.randomUUID().toString(), Instant.now());
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              producers.tellProgress(Instant.now().minusMillis(50), "orders", "notices");
              sweep.run();
              return !told().isEmpty();
            });
    assertEquals(List.of("AlertRaised order.dispatch " + order), told());
    var late =
        database
            .query(
                row -> row.getLong(1),
                "select extract(epoch from raised_at - due_at) * 1000 from alert where shop = ?",
                shop)
            .get(0);
    System.out.println("The alert came " + late + " ms after its due time");
    assertTrue(late >= 0, "It was raised before it was due");
  }

  @Test
  @DisplayName("G1: away while the stream went on, then no false alarm and each true breach once")
  void afterAnOutage() throws Exception {
    policy("{\"policies\": {\"order.dispatch\": {\"target\": \"PT10M\"}}}");
    var start = Instant.now().minus(Duration.ofHours(1));
    var silent = new ArrayList<String>();
    for (int i = 0; i < 60; i++) {
      var at = start.plusSeconds(i);
      var order = UUID.randomUUID().toString();
      happened("orders", "orders-service/OrderPaid.v1", order, at);
      if (i % 10 == 0) {
        silent.add(order);
      } else {
        happened("orders", "orders-service/OrderShipped.v1.whole", order, at.plusSeconds(300));
        happened("notices", "notify-service/NoticeSent.v1.shipped", order, at.plusSeconds(301));
      }
    }
    await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              producers.tellProgress(Instant.now().minusMillis(50), "orders", "notices");
              sweep.run();
              return told().size() >= silent.size();
            });
    sweep.run();
    assertEquals(
        silent.stream().map(order -> "AlertRaised order.dispatch " + order).sorted().toList(),
        told().stream().sorted().toList());
  }

  @Test
  @DisplayName(
      "T4: what was told counts as read once its stream was read to an end it had after that")
  void noticesAreReadToTheirEnd() {
    var before = Instant.now();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              producers.tellProgress(Instant.now().minusMillis(50), "orders");
              return progress.readUpTo(Gate.NOTICES).isAfter(before);
            });
    assertTrue(
        !progress.readUpTo(Gate.NOTICES).isAfter(progress.readUpTo(Gate.ORDERS)),
        "Nobody is untold of what has not been read");
  }

  @Test
  @DisplayName("G1: a restored database has read nothing of what it has forgotten")
  void aRestoredDatabaseHasToReadAgain() {
    happened("notices", "notify-service/NoticeSent.v1.shipped", shop, Instant.now());
    var read = "select coalesce(sum(next_offset), 0) from stream_position where topic = 'notices'";
    await().until(() -> database.query(row -> row.getLong(1), read).get(0) > 0);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              producers.tellProgress(Instant.now().minusMillis(50), "orders", "notices");
              return progress.readUpTo(Gate.NOTICES).isAfter(Instant.EPOCH);
            });
    database.update("create table before as select * from stream_position");
    try {
      database.update("update stream_position set next_offset = 0 where topic = 'notices'");
      assertEquals(Instant.EPOCH, progress.readUpTo(Gate.NOTICES));
    } finally {
      database.update(
          """
          update stream_position p set next_offset = b.next_offset from before b
          where b.topic = p.topic and b.partition = p.partition
          """);
      database.update("drop table before");
    }
  }
}
