package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.touchback.journey.SmtpSink.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody is away for long, or goes as he should. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class AbsenceIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration EXIT = Duration.ofSeconds(10);

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @AfterEach
  void startAgain() {
    house.smtp.behave();
    house.stopTheOthers();
    house.startWhatIsDown();
  }

  @Test
  @DisplayName("G1: sla-service away for an hour of stream, ten of forty orders silent")
  void anHourOfStream(Seen seen) {
    shop.policies(
        """
        {"policies": {"order.dispatch": {"target": "PT30M", "hours": "calendar"}}}
        """);
    house.sla.kill();
    var hourAgo = Instant.now().minus(Duration.ofHours(1));
    var silent = new ArrayList<Shop.Order>();
    for (int i = 0; i < 40; i++) {
      var order = shop.orderPlacedAt(hourAgo.plusSeconds(i));
      order.placedAndPaid();
      if (i % 4 == 0) {
        silent.add(order);
      } else {
        order.shippedAt(hourAgo.plus(Duration.ofMinutes(10)));
      }
    }
    house.startWhatIsDown();
    seen.healed();
    await("every true breach").atMost(PATIENCE).until(() -> alarmed() >= silent.size());
    seen.recovered();
    silent.add(shop.orderPlacedAt(hourAgo));
    Quiet.afterTheAlarmOf(silent.get(silent.size() - 1), house, shop);
    seen.doubled(Math.max(0, alarmed() - silent.size()));
    seen.check();
    assertEquals(Alarms.each(silent, Alarms.RAISED), Alarms.of(house, shop), "no false alarm");
  }

  @Test
  @DisplayName("E3: PostgreSQL away for 75 s; whoever reads goes on by himself")
  void aLongWayFromTheDatabase(Seen seen) throws InterruptedException {
    shop.policies(
        """
        {"policies": {"order.dispatch": {"target": "PT1S", "hours": "calendar"}}}
        """);
    var before = shop.order();
    before.placedAndPaid();
    house.postgres.stop();
    // Longer than SmallRye's default patience with a record that is not acknowledged, one minute.
    TimeUnit.SECONDS.sleep(75);
    house.postgres.start();
    seen.healed();
    var after = shop.order();
    after.placedAndPaid();
    await("mails of before and after")
        .atMost(PATIENCE)
        .until(() -> house.smtp.takenFor(shop.name).size() >= 2);
    await("alerts of before and after").atMost(PATIENCE).until(() -> alarmed() >= 2);
    await("the story of the one after")
        .atMost(PATIENCE)
        .until(() -> story(after).contains("order-confirmed"));
    seen.recovered();
    var last = shop.order();
    Quiet.afterTheAlarmOf(last, house, shop);
    seen.doubled(house.smtp.takenFor(shop.name).size() - 3);
    seen.doubled(alarmed() - 3);
    seen.check();
    assertEquals(
        Alarms.each(List.of(before, after, last), Alarms.RAISED), Alarms.of(house, shop), "alerts");
  }

  @Test
  @DisplayName("E3: a standby of notify-service's database takes over without the last commits")
  void lastCommitsAreForgotten(Seen seen) {
    var order = shop.order();
    house.smtp.misbehave(Fault.GREYLISTED, order.email()::equals);
    house.postgres.execute("notify", "create table before as select * from stream_position");
    order.placedAndPaid();
    await("a mail that is put off").atMost(PATIENCE).until(() -> states(order).contains("RETRY"));
    house.postgres.execute(
        "notify",
        """
        delete from notice where recipient = '%s';
        delete from stream_position p where not exists (
          select from before b where b.topic = p.topic and b.partition = p.partition);
        update stream_position p set next_offset = b.next_offset from before b
        where b.topic = p.topic and b.partition = p.partition;
        drop table before;
        """
            .formatted(order.email()));
    house.smtp.behave();
    seen.healed();
    order.shipped();
    await("both mails").atMost(PATIENCE).until(() -> subjects(order).size() == 2);
    seen.recovered();
    await("both are sent")
        .atMost(PATIENCE)
        .until(() -> states(order).equals(List.of("SENT", "SENT")));
    Quiet.afterOneMore(house, shop);
    seen.doubled(house.smtp.takenFor(order.email()).size() - 2);
    seen.check();
  }

  @Test
  @DisplayName("F8: SIGTERM to each service in the middle of 150 orders")
  void toldToStop(Seen seen) {
    var load = Load.of(house, shop, 150).awaitMiddle();
    for (var service : List.of(house.orders, house.notify, house.sla)) {
      var took = service.stop();
      seen.remark("%s ended in %d ms".formatted(service.name(), took.toMillis()));
      assertTrue(took.compareTo(EXIT) <= 0, service.name() + " took " + took);
    }
    house.startWhatIsDown();
    seen.healed();
    load.awaitTold(PATIENCE);
    seen.recovered();
    load.tally(seen);
    seen.check();
  }

  @Test
  @DisplayName("F8: SIGTERM to a notify-service whose mail server takes its time")
  void toldToStopWhileMailsWait(Seen seen) {
    house.notify.stop();
    var patient = house.another("notify", Map.of("TOUCHBACK_MAIL_LIMITS_DOT", "PT1M"));
    House.awaitReady(patient);
    house.smtp.takeItsTime(Duration.ofSeconds(4));
    var load = Load.of(house, shop, 60).awaitMiddle();
    var took = patient.stop();
    seen.remark("notify ended in %d ms".formatted(took.toMillis()));
    assertTrue(took.compareTo(EXIT) <= 0, "it took " + took);
    startAgain();
    seen.healed();
    load.awaitTold(PATIENCE);
    seen.recovered();
    load.tally(seen);
    seen.allowDeathsOfTheSender(1);
    seen.check();
  }

  private List<String> states(Shop.Order order) {
    return house.postgres.query(
        "notify", "select state from notice where recipient = '%s'".formatted(order.email()));
  }

  private Set<String> subjects(Shop.Order order) {
    return house.smtp.takenFor(order.email()).stream()
        .map(mail -> mail.header("Subject"))
        .collect(Collectors.toSet());
  }

  private String story(Shop.Order order) {
    return house.ordersGet("/api/orders/" + order.kept().path("id").asText()).toString();
  }

  private int alarmed() {
    return Alarms.of(house, shop).values().stream().mapToInt(List::size).sum();
  }
}
