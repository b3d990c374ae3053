package io.touchback.sla.due;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.messaging.Database;
import io.touchback.messaging.IncomingEvent;
import io.touchback.sla.Goldens;
import io.touchback.sla.SettableClock;
import io.touchback.sla.clock.Clock;
import io.touchback.sla.clock.ClockTable;
import io.touchback.sla.clock.DueEntries;
import io.touchback.sla.policy.PolicyPatch;
import io.touchback.sla.policy.PolicyTable;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Events into a real database, then what is due fires: a tick at a time, nothing sleeps. */
@QuarkusTest
class SilenceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject OrdersReader orders;
  @Inject NoticesReader notices;
  @Inject ShopsReader shops;
  @Inject ClockTable clocks;
  @Inject PolicyTable policies;
  @Inject DueSweep sweep;
  @Inject SettableProgress progress;
  @Inject SettableClock clock;
  @Inject Database database;

  private final String shop = "shop-" + UUID.randomUUID();
  private final String order = UUID.randomUUID().toString();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Instant paid = now.minus(Duration.ofDays(6));

  @BeforeEach
  void aKnownShop() {
    var changed = Goldens.like("orders-service/ShopChanged.v1", shop, order, paid);
    QuarkusTransaction.requiringNew()
        .run(() -> shops.handle(List.of(Goldens.event("shops", changed))));
  }

  @AfterEach
  void nothingFiresAnyMore() {
    progress.upTo = Instant.EPOCH;
    clock.setOn(Duration.ZERO);
    DueEntries.check(database);
  }

  private IncomingEvent event(String topic, String golden, Instant at) {
    return Goldens.event(topic, Goldens.like(golden, shop, order, at));
  }

  private void read(IncomingEvent... events) {
    QuarkusTransaction.requiringNew().run(() -> orders.handle(List.of(events)));
  }

  private void readNotices(IncomingEvent... events) {
    QuarkusTransaction.requiringNew().run(() -> notices.handle(List.of(events)));
  }

  private void sweepUpTo(Instant upTo) {
    progress.upTo = upTo;
    sweep.run();
  }

  private List<String> told() {
    return told(shop);
  }

  private List<String> told(String shop) {
    return database.query(
        row -> row.getString(1),
        "select split_part(type, '.', 3) || ' ' || (payload::jsonb ->> 'policy') from outbox"
            + " where source = ? order by seq",
        "/shops/" + shop);
  }

  private JsonNode lastTold() throws Exception {
    return JSON.readTree(
        database
            .query(
                row -> row.getString(1),
                "select payload from outbox where source = ? order by seq desc limit 1",
                "/shops/" + shop)
            .get(0));
  }

  @Test
  void anOrderNobodyShipsBecomesAnAlertAndShippingItResolvesIt() throws Exception {
    read(event("orders", "orders-service/OrderPaid.v1", paid));
    sweepUpTo(paid.plus(Duration.ofDays(1)));
    assertEquals(List.of(), told());

    sweepUpTo(now);
    assertEquals(List.of("AlertRaised order.dispatch"), told());
    var alert = lastTold();
    assertEquals(order, alert.at("/subject/id").asText());
    assertEquals("#1001", alert.at("/subject/number").asText());
    assertEquals("breach", alert.get("rung").asText());
    assertEquals(paid, Instant.parse(alert.get("since").asText()));
    assertTrue(alert.get("link").asText().endsWith("/api/orders/" + order));

    read(event("orders", "orders-service/OrderCancelled.v1", now));
    assertEquals(List.of("AlertRaised order.dispatch", "AlertResolved order.dispatch"), told());
  }

  @Test
  @DisplayName("S2-9, T3: untold is an alert, late proof that it was told retracts it")
  void knownButUntold() throws Exception {
    var shipped = now.minus(Duration.ofHours(1));
    read(event("orders", "orders-service/OrderShipped.v1.whole", shipped));
    readNotices(event("notices", "notify-service/NoticeSuppressed.v1", shipped.plusSeconds(1)));
    sweepUpTo(shipped.plus(Duration.ofMinutes(16)));
    assertEquals(List.of("AlertRaised shipment.told"), told());
    assertTrue(
        lastTold().get("summary").asText().endsWith("the customer was not told: no address."));
    assertEquals(Goldens.parcelOf(order), lastTold().get("shipmentId").asText());

    readNotices(event("notices", "notify-service/NoticeSent.v1.shipped", shipped.plusSeconds(2)));
    assertEquals(List.of("AlertRaised shipment.told", "AlertRetracted shipment.told"), told());
  }

  @Test
  @DisplayName("A mail no clock can wait for leaves nothing in the ledger")
  void mailsNobodyWaitsFor() {
    for (var kind : List.of("order-confirmation", "shipment-cancelled")) {
      var sent = Goldens.like("notify-service/NoticeSent.v1.shipped", shop, order, now);
      ((ObjectNode) sent.get("data")).put("kind", kind);
      if (kind.startsWith("order")) {
        ((ObjectNode) sent.get("data")).remove("shipmentId");
      }
      readNotices(Goldens.event("notices", sent));
    }
    assertEquals(0, facts());
    readNotices(event("notices", "notify-service/NoticeSent.v1.order-held", now));
    assertEquals(1, facts());
  }

  private int facts() {
    return database
        .query(row -> row.getInt(1), "select count(*) from fact where order_id = ?", order)
        .get(0);
  }

  @Test
  @DisplayName("X6: a mail server's answer is told without whom it names")
  void noAddressInAlerts() throws Exception {
    var shipped = now.minus(Duration.ofHours(1));
    var failed =
        Goldens.like("notify-service/NoticeFailed.v1", shop, order, shipped.plusSeconds(1));
    var data = (ObjectNode) failed.get("data");
    data.put("reason", "550 5.1.1 <zoe@example.com>: no such user");
    read(event("orders", "orders-service/OrderShipped.v1.whole", shipped));
    readNotices(Goldens.event("notices", failed));
    sweepUpTo(shipped.plus(Duration.ofMinutes(16)));
    assertTrue(lastTold().get("summary").asText().contains("550 5.1.1 <…>: no such user"));
    assertEquals(
        0,
        database
            .query(row -> row.getInt(1), "select count(*) from fact where said like '%@%'")
            .get(0));
  }

  @Test
  @DisplayName(
      "Imported: first seen paid, long after it was placed, it has no clock until more happens")
  void anImportedOrderFirstSeenPaid() {
    var all =
        List.of(
            imported("orders-service/OrderPlaced.v1", now),
            imported("orders-service/OrderPaid.v1", now));
    read(all.toArray(IncomingEvent[]::new));
    assertEquals(List.of(), clocks());
    // Even if its placing never reached us.
    read(imported("orders-service/OrderPaid.v1", now));
    assertEquals(List.of(), clocks());

    read(imported("orders-service/OrderShipped.v1.whole", now.minus(Duration.ofDays(3))));
    assertEquals(List.of(), clocks());
    read(imported("orders-service/OrderHeld.v1", now));
    assertTrue(clocks().contains("problem.told"));
  }

  private IncomingEvent imported(String golden, Instant at) {
    var event = Goldens.like(golden, shop, order, at);
    var told = (ObjectNode) event.at("/data/order");
    told.put("imported", true).put("paidAt", at.toString());
    return Goldens.event("orders", event);
  }

  private List<String> clocks() {
    return database.query(
        row -> row.getString(1), "select policy from clock where subject_id = ?", order);
  }

  @Test
  @DisplayName("T5: everything read again, with the inbox wiped, tells nothing new")
  void replay() {
    var all =
        List.of(
            event("orders", "orders-service/OrderPaid.v1", paid),
            event("orders", "orders-service/OrderShipped.v1.whole", now.minusSeconds(60)));
    all.forEach(this::read);
    sweepUpTo(now);
    var before = told();
    assertEquals(List.of("AlertRaised order.dispatch", "AlertResolved order.dispatch"), before);

    read(all.toArray(IncomingEvent[]::new));
    all.forEach(this::read);
    sweepUpTo(now);
    assertEquals(before, told());
  }

  @Test
  @DisplayName("T5, D1: sweeps at once fire each clock once")
  void twoSweepsAtOnce() throws Exception {
    var batch = new ArrayList<IncomingEvent>();
    for (int i = 0; i < 1_500; i++) {
      var one = UUID.randomUUID().toString();
      batch.add(
          Goldens.event("orders", Goldens.like("orders-service/OrderPaid.v1", shop, one, paid)));
    }
    read(batch.toArray(IncomingEvent[]::new));
    progress.upTo = now;
    var pool = Executors.newFixedThreadPool(2);
    try {
      Callable<Integer> one = sweep::run;
      int fired = 0;
      for (var swept : pool.invokeAll(List.of(one, one))) {
        fired += swept.get();
      }
      fired += sweep.run();
      assertEquals(1_500, fired);
    } finally {
      pool.shutdown();
    }
    assertEquals(1_500, told().size());
  }

  @Test
  @DisplayName("K6: two topics read at once lose no stop")
  void twoTopicsAtOnce() throws Exception {
    var shipped = now.minus(Duration.ofHours(1));
    var ships = new ArrayList<IncomingEvent>();
    var tells = new ArrayList<IncomingEvent>();
    for (int i = 0; i < 300; i++) {
      var one = UUID.randomUUID().toString();
      ships.add(
          Goldens.event(
              "orders", Goldens.like("orders-service/OrderShipped.v1.whole", shop, one, shipped)));
      tells.add(
          0,
          Goldens.event(
              "notices",
              Goldens.like(
                  "notify-service/NoticeSent.v1.shipped", shop, one, shipped.plusSeconds(1))));
    }
    var pool = Executors.newFixedThreadPool(2);
    try {
      for (int from = 0; from < 300; from += 50) {
        int start = from;
        Callable<Object> reading =
            () -> {
              read(ships.subList(start, start + 50).toArray(IncomingEvent[]::new));
              return start;
            };
        Callable<Object> telling =
            () -> {
              readNotices(tells.subList(start, start + 50).toArray(IncomingEvent[]::new));
              return start;
            };
        for (var done : pool.invokeAll(List.of(reading, telling))) {
          done.get();
        }
      }
    } finally {
      pool.shutdown();
    }
    sweepUpTo(now);
    assertEquals(List.of(), told());
  }

  @Test
  void aShopThatIsNotActiveAnyMoreHasItsClocksStoppedAndItsAlertsResolved() {
    read(event("orders", "orders-service/OrderPaid.v1", paid));
    sweepUpTo(now);
    readShop(false, now);
    assertEquals(List.of("AlertRaised order.dispatch", "AlertResolved order.dispatch"), told());
    assertEquals(
        0,
        database
            .query(
                row -> row.getInt(1),
                "select count(*) from clock where shop = ? and state in ('open', 'breached')",
                shop)
            .get(0));
  }

  @Test
  @DisplayName(
      "G1: what falls due before it has followed its shop is no alarm, and keeps none back")
  void clocksOfAShopThatLeftDoNotFire() {
    var batch = new ArrayList<IncomingEvent>();
    for (int i = 0; i < 600; i++) {
      var one = UUID.randomUUID().toString();
      batch.add(
          Goldens.event("orders", Goldens.like("orders-service/OrderPaid.v1", shop, one, paid)));
    }
    read(batch.toArray(IncomingEvent[]::new));
    var other = "other-" + shop;
    var paidThere = Goldens.like("orders-service/OrderPaid.v1", other, order, paid.plusSeconds(1));
    read(Goldens.event("orders", paidThere));

    readShopOnly(false, paid.plusSeconds(2));
    sweepUpTo(now);
    assertEquals(List.of(), told());
    assertEquals(List.of("AlertRaised order.dispatch"), told(other));
    await().atMost(Duration.ofSeconds(20)).until(this::clocksHaveFollowed);
    sweepUpTo(now);
    assertEquals(List.of(), told());
    assertEquals(List.of("stopped 600"), states());
  }

  @Test
  @DisplayName("shop.heartbeat: silence is an alert, the next webhook resolves it")
  void heartbeat() {
    var heard = now.minus(Duration.ofDays(6));
    read(event("orders", "orders-service/ShopHeard.v1", heard));
    sweepUpTo(heard.plus(Duration.ofDays(4)));
    assertEquals(List.of(), told());
    sweepUpTo(heard.plus(Duration.ofDays(5)).plusSeconds(1));
    assertEquals(List.of("AlertRaised shop.heartbeat"), told());
    read(event("orders", "orders-service/ShopHeard.v1", now));
    assertEquals(List.of("AlertRaised shop.heartbeat", "AlertResolved shop.heartbeat"), told());
  }

  @Test
  @DisplayName(
      "shop.heartbeat: a shop that is seldom heard may have as many usual gaps as it likes")
  void manyLongGaps() {
    QuarkusTransaction.requiringNew().run(() -> policies.change(shop, usualGaps(1000)));
    read(event("orders", "orders-service/ShopHeard.v1", now.minus(Duration.ofDays(6))));
    database.update(
        "update heartbeat set rhythm = jsonb_set(rhythm, '{longest}', ?::jsonb) where shop = ?",
        "{\"2026-01-01\": \"PT2160H\", \"2026-01-02\": \"PT2160H\", \"2026-01-03\": \"PT2160H\"}",
        shop);
    read(event("orders", "orders-service/ShopHeard.v1", now.minus(Duration.ofDays(5))));
    read(event("orders", "orders-service/ShopHeard.v1", now.minus(Duration.ofDays(4))));
    assertEquals(List.of("PT87600H"), targets());

    database.update("update clock set target = 'PT2160000H' where shop = ?", shop);
    read(event("orders", "orders-service/ShopHeard.v1", now.minus(Duration.ofDays(3))));
    assertEquals(List.of("PT87600H"), targets());
  }

  private static PolicyPatch usualGaps(int gaps) {
    var body = JSON.createObjectNode();
    body.putObject("policies").putObject("shop.heartbeat").put("usualGaps", gaps);
    return PolicyPatch.of(body);
  }

  private List<String> targets() {
    return database.query(
        row -> row.getString(1),
        "select target from clock where shop = ? and state = 'open'",
        shop);
  }

  @Test
  @DisplayName("shop.heartbeat: a shop that is back is watched from its return on")
  void aShopThatIsBackIsWatchedBeforeItPosts() {
    var back = paid.plus(Duration.ofHours(2));
    read(event("orders", "orders-service/ShopHeard.v1", paid));
    readShop(false, paid.plus(Duration.ofHours(1)));
    readShop(true, back);
    sweepUpTo(back.plus(Duration.ofDays(5)).minusSeconds(1));
    assertEquals(List.of(), told());
    sweepUpTo(back.plus(Duration.ofDays(5)).plusSeconds(1));
    assertEquals(List.of("AlertRaised shop.heartbeat"), told());
  }

  @Test
  @DisplayName("K6, shop.heartbeat: what a shop posts may be read of before its return")
  void aShopThatPostsBeforeItsReturnIsReadOfIsWatched() {
    var heard = paid.plus(Duration.ofHours(3));
    readShop(false, paid.plus(Duration.ofHours(1)));
    read(event("orders", "orders-service/ShopHeard.v1", heard));
    readShop(true, paid.plus(Duration.ofHours(2)));
    sweepUpTo(heard.plus(Duration.ofDays(5)).minusSeconds(1));
    assertEquals(List.of(), told());
    sweepUpTo(heard.plus(Duration.ofDays(5)).plusSeconds(1));
    assertEquals(List.of("AlertRaised shop.heartbeat"), told());
  }

  private void readShop(boolean active, Instant at) {
    readShopOnly(active, at);
    await().atMost(Duration.ofSeconds(20)).until(this::clocksHaveFollowed);
  }

  private void readShopOnly(boolean active, Instant at) {
    var changed = Goldens.like("orders-service/ShopChanged.v1", shop, order, at);
    ((ObjectNode) changed.get("data")).put("active", active);
    QuarkusTransaction.requiringNew()
        .run(() -> shops.handle(List.of(Goldens.event("shops", changed))));
  }

  private boolean clocksHaveFollowed() {
    var turned = "select turned_by is not null from shop where shop = ?";
    return database.query(row -> row.getBoolean(1), turned, shop).equals(List.of(false));
  }

  @Test
  @DisplayName("a shop that leaves or returns has its clocks follow in many small transactions")
  void aLargeShopLeavesAndReturns() {
    var batch = new ArrayList<IncomingEvent>();
    for (int i = 0; i < 2_500; i++) {
      var one = UUID.randomUUID().toString();
      batch.add(
          Goldens.event("orders", Goldens.like("orders-service/OrderPaid.v1", shop, one, now)));
    }
    read(batch.toArray(IncomingEvent[]::new));
    readShop(false, now);
    assertEquals(List.of("stopped 2500"), states());
    var transactions = "select count(distinct xmin::text) from clock where shop = ?";
    assertTrue(database.query(row -> row.getInt(1), transactions, shop).get(0) > 1);

    readShop(true, now.plusSeconds(1));
    assertEquals(List.of("open 2501"), states(), "with its heartbeat");
  }

  @Test
  @DisplayName("the event of a shop that leaves waits for none of its clocks")
  void theEventItselfTouchesNoClock() {
    read(event("orders", "orders-service/OrderPaid.v1", now));
    var left = Goldens.like("orders-service/ShopChanged.v1", shop, order, now);
    ((ObjectNode) left.get("data")).put("active", false);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              shops.handle(List.of(Goldens.event("shops", left)));
              assertEquals(List.of("open 1"), states());
            });
    await().atMost(Duration.ofSeconds(20)).until(this::clocksHaveFollowed);
    assertEquals(List.of("stopped 1"), states());
  }

  private List<String> states() {
    return database.query(
        row -> row.getString(1) + " " + row.getInt(2),
        "select state, count(*) from clock where shop = ? group by state order by state",
        shop);
  }

  @Test
  @DisplayName("K6: clocks armed before their shop was read of are set right when it is")
  void aShopThatBecomesKnown() {
    var other = UUID.randomUUID().toString();
    var unknown = "unknown-" + shop;
    var paidOn = Goldens.like("orders-service/OrderPaid.v1", unknown, other, paid);
    read(Goldens.event("orders", paidOn));
    var zone = "select coalesce(zone, 'none') from clock where shop = ?";
    assertEquals(List.of("none"), database.query(row -> row.getString(1), zone, unknown));

    var changed = Goldens.like("orders-service/ShopChanged.v1", unknown, other, now);
    QuarkusTransaction.requiringNew()
        .run(() -> shops.handle(List.of(Goldens.event("shops", changed))));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                database
                    .query(row -> row.getString(1), zone, unknown)
                    .equals(List.of("Europe/Berlin")));
  }

  @Test
  @DisplayName("an order that was overdue when its shop left is an alert again when it is back")
  void anOverdueOrderIsAnAlertAgainWhenItsShopIsBack() {
    read(event("orders", "orders-service/OrderPaid.v1", paid));
    sweepUpTo(now);
    readShop(false, now.plusSeconds(1));
    assertEquals(List.of("AlertRaised order.dispatch", "AlertResolved order.dispatch"), told());

    readShop(true, now.plusSeconds(2));
    sweepUpTo(now.plusSeconds(3));
    sweepUpTo(now.plusSeconds(4));
    assertEquals(
        List.of(
            "AlertRaised order.dispatch",
            "AlertResolved order.dispatch",
            "AlertRaised order.dispatch"),
        told());
    read(event("orders", "orders-service/OrderShipped.v1.whole", now.plusSeconds(4)));
    assertEquals("AlertResolved order.dispatch", told().get(3));
  }

  @Test
  @DisplayName("F3: a later change of a shop counts, also to a reader whose clock was set back")
  void aLaterChangeOfAShopCounts() {
    readShop(true, now);
    clock.setOn(Duration.ofHours(-1));
    readShop(false, now.plusSeconds(60));
    var active = "select active from shop where shop = ?";
    assertEquals(List.of(false), database.query(row -> row.getBoolean(1), active, shop));
  }

  @Test
  @DisplayName("T3: the clock of a retracted alert is still there to be looked at")
  void aRetractedMovementKeepsItsClock() throws Exception {
    var scanned = now.minus(Duration.ofDays(6));
    read(event("orders", "orders-service/ParcelMoved.v1.in-transit", scanned));
    sweepUpTo(now.plus(Duration.ofDays(3)));
    read(
        event(
            "orders",
            "orders-service/ParcelMoved.v1.out-for-delivery",
            scanned.plus(Duration.ofHours(20))));
    var retracted = lastTold();
    assertEquals("parcel.movement", retracted.get("policy").asText());
    assertTrue(told().contains("AlertRetracted parcel.movement"));
    var kept = clocks.find(UUID.fromString(retracted.get("alertId").asText())).orElseThrow();
    assertEquals(Clock.State.STOPPED, kept.state());
    assertEquals("scanned", kept.stop().what());
  }
}
