package io.touchback.sla.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.messaging.Database;
import io.touchback.sla.SettableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders are locked whether they are known or not, and known ones are told from new ones. */
@QuarkusTest
class LedgerTest {
  @Inject Ledger ledger;
  @Inject SettableClock clock;
  @Inject Database database;

  private final String one = UUID.randomUUID().toString();
  private final String other = UUID.randomUUID().toString();

  @AfterEach
  void backToday() {
    clock.setOn(Duration.ZERO);
  }

  private Set<String> lock(String... orders) {
    return QuarkusTransaction.requiringNew().call(() -> ledger.lock(ofAShop(orders)));
  }

  private static Map<String, String> ofAShop(String... orders) {
    return Stream.of(orders).collect(Collectors.toMap(order -> order, order -> "beads"));
  }

  private String written() {
    return database
        .query(
            row -> row.getString(1) + " " + row.getString(2),
            "select xmin, touched_at from watched where id = ?",
            one)
        .get(0);
  }

  @Test
  void theFirstToSpeakOfAnOrderKnowsNothingOfIt() {
    assertEquals(Set.of(), lock(one));
    assertEquals(Set.of(one), lock(one, other));
    assertEquals(Set.of(one, other), lock(other, one));
  }

  @Test
  void anOrderIsTouchedOnceADay() {
    lock(one);
    var before = written();
    clock.setOn(Duration.ofHours(23));
    lock(one);
    assertEquals(before, written());
    clock.setOn(Duration.ofHours(25));
    lock(one);
    assertTrue(written().compareTo(before) != 0, "It was not noted that it is heard of still");
  }

  @Test
  void whoeverComesSecondWaitsAndKnowsThen() throws Exception {
    for (var orders : List.of(List.of(one), List.of(one, other))) {
      var locked = new CountDownLatch(1);
      var released = new CountDownLatch(1);
      var first =
          CompletableFuture.runAsync(
              () ->
                  QuarkusTransaction.requiringNew()
                      .run(
                          () -> {
                            ledger.lock(ofAShop(orders.toArray(String[]::new)));
                            locked.countDown();
                            await(released);
                          }));
      assertTrue(locked.await(10, TimeUnit.SECONDS));
      var second = CompletableFuture.supplyAsync(() -> lock(orders.toArray(String[]::new)));
      Awaitility.await().until(this::somebodyWaits);
      assertTrue(!second.isDone());
      released.countDown();
      first.get(10, TimeUnit.SECONDS);
      assertEquals(Set.copyOf(orders), second.get(10, TimeUnit.SECONDS));
    }
  }

  private boolean somebodyWaits() {
    return !database
        .query(
            row -> row.getInt(1),
            "select pid from pg_stat_activity where wait_event_type = 'Lock'"
                + " and query like '%watched%'")
        .isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
