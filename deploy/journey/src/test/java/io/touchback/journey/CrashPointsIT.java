package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.journey.SmtpSink.Fault;
import io.touchback.journey.SmtpSink.Instead;
import io.touchback.journey.SmtpSink.Mail;
import io.touchback.journey.SmtpSink.Step;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service is held at one step, and killed there. */
@ExtendWith(FaultTable.class)
class CrashPointsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);
  private final Shop.Order order = shop.order();

  @AfterEach
  void leaveItAsItWas() {
    house.smtp.behave();
    house.broker.resume();
    house.notify.resume();
    house.stopTheOthers();
    house.startWhatIsDown();
  }

  @Test
  @Tag("campaign")
  @DisplayName("A1: orders-service killed before the webhook's commit")
  void beforeTheWebhooksCommit(Seen seen) {
    CompletableFuture<HttpResponse<String>> first;
    try (var brake =
        Brake.on(house.postgres, "orders", "insert on webhook", "new.shop = '" + shop.name + "'")) {
      first = CompletableFuture.supplyAsync(this::created);
      brake.awaitHeld();
      house.orders.kill();
    }
    assertThrows(CompletionException.class, first::join);
    assertEquals(List.of("0"), webhooks());
    everythingIsToldOnce(seen);
  }

  @Test
  @Tag("campaign")
  @DisplayName("A2: orders-service killed after the webhook's commit, before the 200")
  void afterTheWebhooksCommit(Seen seen) {
    CompletableFuture<HttpResponse<String>> first;
    try (var silence = house.postgres.silenceCommits()) {
      first = CompletableFuture.supplyAsync(this::created);
      silence.awaitCommitOf("orders");
      house.orders.kill();
    }
    assertThrows(CompletionException.class, first::join);
    await().atMost(PATIENCE).until(() -> webhooks().equals(List.of("1")));
    everythingIsToldOnce(seen);
    assertEquals(List.of("OrderPlaced", "OrderPaid", "OrderShipped"), told());
  }

  @Test
  @Tag("campaign")
  @DisplayName("B1: the relay killed before it produces")
  void beforeProducing(Seen seen) {
    house.broker.suspend();
    order.placedAndPaid();
    house.orders.kill();
    house.broker.resume();
    everythingIsToldOnce(seen);
  }

  @Test
  @DisplayName("B2: the relay killed after Kafka's acknowledgement, before its mark")
  void beforeTheRelaysMark(Seen seen) {
    try (var brake =
        Brake.on(house.postgres, "orders", "delete on outbox_queue", markOf("orders"))) {
      order.placedAndPaid();
      brake.awaitHeld();
      house.orders.kill();
    }
    everythingIsToldOnce(seen);
    var ids = Topic.of(house, "orders", shop.name).stream().map(Topic.Event::id).toList();
    assertTrue(ids.size() > ids.stream().distinct().count(), "published again with the same id");
    assertEquals(List.of("OrderPlaced", "OrderPaid", "OrderShipped"), told());
  }

  @Test
  @Tag("campaign")
  @DisplayName("B3: two relays at once, the first killed")
  void twoRelays(Seen seen) {
    var second = house.another("orders");
    House.awaitReady(second);
    order.placedAndPaid();
    house.orders.kill();
    order.shipped();
    seen.healed();
    awaitMails(2);
    seen.recovered();
    tally(seen, 0);
    assertEquals(List.of("OrderPlaced", "OrderPaid", "OrderShipped"), told());
  }

  @Test
  @Tag("campaign")
  @DisplayName("C1: notify-service killed after its poll")
  void afterThePoll(Seen seen) {
    try (var brake = Brake.on(house.postgres, "notify", "insert on notice", "true")) {
      order.placedAndPaid();
      brake.awaitHeld();
      house.notify.kill();
    }
    everythingIsToldOnce(seen);
  }

  @Test
  @Tag("campaign")
  @DisplayName("C2: notify-service killed after the notice's commit, before the offset's")
  void beforeTheOffset(Seen seen) {
    try (var brake = Brake.on(house.postgres, "notify", "insert on notice", "true")) {
      order.placedAndPaid();
      brake.awaitHeld();
      house.broker.suspend();
      brake.letGo();
      awaitState("SENT");
      house.notify.kill();
    }
    house.broker.resume();
    assertTrue(
        Topic.unread(house, "orders", "notify-service") > 0,
        "it was killed before it committed its offsets");
    everythingIsToldOnce(seen);
  }

  @Test
  @Tag("campaign")
  @DisplayName("C3: notify-service killed after it wrote and claimed, before that is committed")
  void afterTheClaim(Seen seen) {
    var claimed = "new.owner is not null and new.shop = '%s'".formatted(shop.name);
    try (var brake = Brake.on(house.postgres, "notify", "insert on notice", claimed)) {
      order.placedAndPaid();
      brake.awaitHeld();
      assertEquals(List.of(), mails());
      house.notify.kill();
    }
    everythingIsToldOnce(seen);
  }

  @Test
  @Tag("campaign")
  @DisplayName("C4: notify-service killed before the final dot")
  void beforeTheDot(Seen seen) {
    killedWhileTheServerIsSilentAt(Step.DATA);
    everythingIsToldOnce(seen);
  }

  @Test
  @Tag("campaign")
  @DisplayName("C5: notify-service killed after the final dot, before the 250")
  void beforeTheAnswer(Seen seen) {
    killedWhileTheServerIsSilentAt(Step.DOT);
    everythingIsToldOnce(seen);
    assertEquals(2, sameMail(house.smtp.offeredFor(order.email()), 0), "the same mail, twice");
  }

  @Test
  @DisplayName("C6: notify-service killed after the 250, before SENT is committed")
  void beforeSentIsCommitted(Seen seen) {
    try (var brake = brakeOnNotice("SENDING", "SENT")) {
      order.placedAndPaid();
      brake.awaitHeld();
      assertEquals(1, mails().size());
      house.notify.kill();
    }
    house.startWhatIsDown();
    seen.healed();
    awaitMails(2);
    awaitState("SENT");
    seen.recovered();
    order.shipped();
    awaitMails(3);
    tally(seen, 1);
    assertEquals(1, seen.sameMessageAgain(), "the one window in which a mail can come twice");
  }

  @Test
  @Tag("campaign")
  @DisplayName("C7: notify-service stopped (SIGSTOP) past its lease, then continued")
  void asleepPastTheLease(Seen seen) {
    house.smtp.takeItsTime(Duration.ofMillis(1_500));
    order.placedAndPaid();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !house.smtp.offeredFor(order.email()).isEmpty());
    house.notify.suspend();
    house.smtp.behave();
    House.awaitReady(house.another("notify"));
    awaitState("SENT");
    house.notify.resume();
    seen.healed();
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> House.metric(house.notify, "touchback_send_fenced_total") > 0);
    seen.recovered();
    order.shipped();
    await().atMost(PATIENCE).until(() -> notices("NoticeSent") == 2);
    tally(seen, 1);
  }

  @Test
  @Tag("campaign")
  @DisplayName(
      "C7: notify-service stopped (SIGSTOP) in the middle of a transaction, then continued")
  void asleepInATransaction(Seen seen) {
    try (var brake = Brake.on(house.postgres, "notify", "insert on notice", "true")) {
      order.placedAndPaid();
      brake.awaitHeld();
      house.notify.suspend();
      brake.letGo();
      House.awaitReady(house.another("notify"));
      seen.healed();
      awaitMails(1);
      seen.recovered();
    }
    house.notify.resume();
    order.shipped();
    awaitMails(2);
    tally(seen, 0);
  }

  @Test
  @Tag("campaign")
  @DisplayName("D1: sla-service killed before the alert's commit")
  void beforeTheAlertsCommit(Seen seen) {
    theAlertIsToldOnce("insert on outbox", "true", seen);
  }

  @Test
  @Tag("campaign")
  @DisplayName("D1: sla-service killed after the alert's commit, before its mark")
  void afterTheAlertsCommit(Seen seen) {
    theAlertIsToldOnce("delete on outbox_queue", markOf("sla-alerts"), seen);
  }

  private static String markOf(String topic) {
    return "old.topic = '" + topic + "'";
  }

  private void theAlertIsToldOnce(String write, String when, Seen seen) {
    shop.policies(
        """
        {"policies": {"order.dispatch": {"target": "PT1S", "hours": "calendar"}}}
        """);
    try (var brake = Brake.on(house.postgres, "sla", write, when)) {
      order.placedAndPaid();
      brake.awaitHeld();
      house.sla.kill();
    }
    house.startWhatIsDown();
    seen.healed();
    await().atMost(PATIENCE).until(() -> raised() > 0);
    seen.recovered();
    var last = shop.order();
    Quiet.afterTheAlarmOf(last, house, shop);
    seen.doubled(raised() - 2);
    seen.check();
    assertEquals(Alarms.each(List.of(order, last), Alarms.RAISED), Alarms.of(house, shop));
  }

  private long raised() {
    return Alarms.of(house, shop).values().stream().mapToLong(List::size).sum();
  }

  private void killedWhileTheServerIsSilentAt(Step step) {
    house.smtp.misbehave(new Fault(step, Instead.FALL_SILENT, ""), order.email()::equals);
    order.placedAndPaid();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> house.smtp.misbehaved() > 0);
    house.notify.kill();
    house.smtp.behave();
  }

  /** After the kill: the sender retries, the parcel leaves, and one mail comes of each. */
  private void everythingIsToldOnce(Seen seen) {
    house.startWhatIsDown();
    seen.healed();
    order.placedAndPaid();
    awaitMails(1);
    seen.recovered();
    order.shipped();
    awaitMails(2);
    tally(seen, 0);
  }

  private void tally(Seen seen, int allowedInTheWindow) {
    await().atMost(PATIENCE).until(() -> notices("NoticeSent") == 2);
    Quiet.afterOneMore(house, shop);
    var told = Told.by(house, shop);
    var due = List.of(Told.CONFIRMED, Told.SHIPPED);
    seen.lost(told.missing(order, due));
    seen.doubled(told.surplus(order, due));
    seen.sameMessageAgain(told.copies(order));
    seen.allowInTheWindow(allowedInTheWindow);
    seen.check();
  }

  private HttpResponse<String> created() {
    return shop.shopify("orders/create", "create-" + order.id, order.body("pending", order.now()));
  }

  private Brake brakeOnNotice(String from, String to) {
    return Brake.on(
        house.postgres,
        "notify",
        "update on notice",
        "old.state = '%s' and new.state = '%s' and new.shop = '%s'".formatted(from, to, shop.name));
  }

  private void awaitState(String state) {
    await(state)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> states().contains(state));
  }

  private List<String> states() {
    return house.postgres.query(
        "notify", "select state from notice where shop = '" + shop.name + "'");
  }

  private List<String> webhooks() {
    return house.postgres.query(
        "orders", "select count(*) from webhook where shop = '" + shop.name + "'");
  }

  private List<Mail> mails() {
    return house.smtp.takenFor(order.email());
  }

  private void awaitMails(int count) {
    await(count + " mails").atMost(PATIENCE).until(() -> mails().size() >= count);
  }

  private static long sameMail(List<Mail> mails, int first) {
    var id = mails.get(first).header("Message-ID");
    return mails.stream().filter(mail -> mail.header("Message-ID").equals(id)).count();
  }

  private long notices(String name) {
    return Topic.of(house, "notices", shop.name).stream()
        .filter(event -> event.name().equals(name))
        .map(Topic.Event::id)
        .distinct()
        .count();
  }

  /** The names of the order's events, each once, in the order in which readers see them. */
  private List<String> told() {
    var id =
        house.postgres.query(
            "orders", "select id from orders where platform_order_id = '%d'".formatted(order.id));
    return Topic.of(house, "orders", shop.name).stream()
        .filter(event -> id.contains(event.key()))
        .map(event -> Map.entry(event.id(), event.name()))
        .distinct()
        .map(Map.Entry::getValue)
        .toList();
  }
}
