package io.touchback.sla.clock;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.messaging.Database;
import io.touchback.messaging.IncomingEvent;
import io.touchback.sla.Goldens;
import io.touchback.sla.SettableClock;
import io.touchback.sla.due.Sweeping;
import io.touchback.sla.stream.NoticesReader;
import io.touchback.sla.stream.OrdersReader;
import io.touchback.sla.stream.ShopsReader;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is over is forgotten after 90 days, and does not come back. */
@QuarkusTest
class RetentionTest {
  private static final Duration KEPT = Duration.ofDays(90);

  @Inject OrdersReader orders;
  @Inject NoticesReader notices;
  @Inject ShopsReader shops;
  @Inject Sweeping sweeping;
  @Inject Retention retention;
  @Inject SettableClock clock;
  @Inject Database database;

  private final String shop = "shop-" + UUID.randomUUID();
  private final String order = UUID.randomUUID().toString();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Instant paid = now.minus(Duration.ofDays(6));

  @AfterEach
  void backToday() {
    clock.setOn(Duration.ZERO);
    DueEntries.check(database);
  }

  private IncomingEvent event(String topic, String golden, Instant at) {
    return Goldens.event(topic, Goldens.like(golden, shop, order, at));
  }

  private void read(List<IncomingEvent> events) {
    for (var event : events) {
      var reader = event.topic().equals("orders") ? orders : notices;
      if (reader.concerns(event)) {
        QuarkusTransaction.requiringNew().run(() -> reader.handle(List.of(event)));
      }
    }
  }

  private List<IncomingEvent> aBreachAndItsEnd() {
    return List.of(
        event("orders", "orders-service/OrderPaid.v1", paid),
        event("orders", "orders-service/OrderCancelled.v1", now.minusSeconds(60)),
        event("notices", "notify-service/NoticeSent.v1.shipped", now.minusSeconds(59)));
  }

  private long rows() {
    return List.of(
            "select count(*) from watched where id = ?",
            "select count(*) from fact where order_id = ?",
            "select count(*) from clock where subject_id = ?",
            "select count(*) from alert where subject_id = ?")
        .stream()
        .mapToLong(count -> database.query(row -> row.getLong(1), count, order).get(0))
        .sum();
  }

  private List<String> told() {
    return database.query(
        row -> row.getString(1),
        "select split_part(type, '.', 3) from outbox where source = ? order by seq",
        "/shops/" + shop);
  }

  private void forgetAfter(Duration time) {
    clock.setOn(time);
    retention.forget();
  }

  @Test
  @DisplayName("T5, K4: what was forgotten and is read again from offset 0 tells nothing new")
  void forgottenForGood() {
    var all = aBreachAndItsEnd();
    read(all);
    sweeping.upTo(now);
    var before = told();
    assertEquals(List.of("AlertRaised", "AlertResolved"), before);

    forgetAfter(KEPT);
    long kept = rows();
    assertTrue(kept > 4, "Kept " + kept + " rows");
    read(all);
    assertEquals(kept, rows());

    forgetAfter(KEPT.plusDays(3));
    assertEquals(0, rows());
    read(all);
    sweeping.upTo(clock.instant());
    assertEquals(0, rows());
    assertEquals(before, told());
  }

  @Test
  void whatIsStillSilentIsNotForgotten() {
    read(List.of(event("orders", "orders-service/OrderPaid.v1", paid)));
    sweeping.upTo(now);
    forgetAfter(KEPT.plusDays(300));
    assertEquals(4, rows());
    assertEquals(List.of("AlertRaised"), told());
  }

  @Test
  @DisplayName("what is still silent is looked at once a day, and stands in no other's way")
  void whatIsStillSilentIsLookedAtOnceADay() {
    read(List.of(event("orders", "orders-service/OrderPaid.v1", paid)));
    sweeping.upTo(now);
    forgetAfter(KEPT.plusDays(300));
    assertEquals(4, rows());

    database.update("update clock set state = 'late' where subject_id = ?", order);
    forgetAfter(KEPT.plusDays(300).plusHours(1));
    assertEquals(4, rows());
    forgetAfter(KEPT.plusDays(300).plusHours(25));
    assertEquals(0, rows());
  }

  @Test
  void whatWasHeardOfAgainIsKeptFromThen() {
    read(aBreachAndItsEnd());
    sweeping.upTo(now);
    clock.setOn(Duration.ofDays(60));
    read(List.of(event("notices", "notify-service/NoticeSuppressed.v1", clock.instant())));
    forgetAfter(Duration.ofDays(140));
    assertTrue(rows() > 0);
    forgetAfter(Duration.ofDays(60).plus(KEPT).plusDays(3));
    assertEquals(0, rows());
  }

  @Test
  void manyAreForgottenInOneGo() {
    var batch = new ArrayList<IncomingEvent>();
    for (int i = 0; i < 1_200; i++) {
      var one = UUID.randomUUID().toString();
      batch.add(
          Goldens.event(
              "orders", Goldens.like("orders-service/OrderCancelled.v1", shop, one, paid)));
    }
    QuarkusTransaction.requiringNew().run(() -> orders.handle(batch));
    var watched = "select count(*) from watched where shop = ?";
    assertEquals(1_200, database.query(row -> row.getInt(1), watched, shop).get(0));
    forgetAfter(KEPT.plusDays(3));
    assertEquals(0, database.query(row -> row.getInt(1), watched, shop).get(0));
  }

  @Test
  void aHeartbeatsOldAlertsGoToo() {
    var heard = now.minus(Duration.ofDays(6));
    read(List.of(event("orders", "orders-service/ShopHeard.v1", heard)));
    sweeping.upTo(now);
    read(List.of(event("orders", "orders-service/ShopHeard.v1", now)));
    assertEquals(List.of("AlertRaised", "AlertResolved"), told());
    forgetAfter(KEPT.plusDays(3));
    assertFalse(of("select state from clock where shop = ?").contains("late"));
    assertEquals(List.of("open"), of("select state from clock where shop = ?"));
    assertEquals(List.of(), of("select state from alert where shop = ?"));
  }

  @Test
  void theHeartbeatOfAShopThatLeftGoesToo() {
    var left = Goldens.like("orders-service/ShopChanged.v1", shop, order, now);
    ((ObjectNode) left.get("data")).put("active", false);
    read(List.of(event("orders", "orders-service/ShopHeard.v1", now.minusSeconds(60))));
    QuarkusTransaction.requiringNew()
        .run(() -> shops.handle(List.of(Goldens.event("shops", left))));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> of("select state from clock where shop = ?").equals(List.of("stopped")));
    forgetAfter(KEPT.plusDays(8));
    assertEquals(List.of(), of("select state from clock where shop = ?"));
  }

  private List<String> of(String query) {
    return database.query(row -> row.getString(1), query, shop);
  }
}
