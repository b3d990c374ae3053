package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Much at once, and a mail server that is slow. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class BurstIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int USUAL_PER_SECOND = 2;
  private static final Duration USUAL = Duration.ofSeconds(15);
  private static final Duration BURST = Duration.ofSeconds(60);
  private static final int MOST_MILLIS = 1_000;

  private static final Duration A_MAIL = Duration.ofSeconds(1);
  private static final int BUSY_ORDERS = 100;
  private static final long MOST_GROWTH = 16L * 1024 * 1024;

  /** As in production, not as in the other journeys: who is slow is waited for. */
  private static final Map<String, String> PATIENT =
      Map.of(
          "TOUCHBACK_MAIL_LIMITS_GREETING", "PT1M",
          "TOUCHBACK_MAIL_LIMITS_REPLY", "PT3M",
          "TOUCHBACK_MAIL_LIMITS_BODY", "PT3M",
          "TOUCHBACK_MAIL_LIMITS_DOT", "PT10M");

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @AfterEach
  void asBefore() {
    house.smtp.behave();
    house.stopTheOthers();
    house.startWhatIsDown();
  }

  @Test
  @DisplayName("F7: ten times the usual for 60 s (20 webhooks a second)")
  void aBurst(Seen seen) throws InterruptedException {
    var usual = Arrivals.at(shop, USUAL_PER_SECOND, USUAL);
    var burst = Arrivals.at(shop, 10 * USUAL_PER_SECOND, BURST);
    seen.healed();
    seen.lost(untold(usual.taken()) + untold(burst.taken()));
    seen.recovered();
    Quiet.afterOneMore(house, shop);
    seen.doubled(toldTwice(usual.taken()) + toldTwice(burst.taken()));
    long p99 = burst.percentileMillis(99);
    seen.remark(
        "acknowledged p50 %d ms, p99 %d ms, %d of %d put off, then drained in the time of recovery"
            .formatted(
                burst.percentileMillis(50),
                p99,
                burst.putOff(),
                burst.putOff() + burst.taken().size()));
    seen.check();
    assertEquals(0, usual.putOff() + burst.putOff(), "not taken at once");
    assertTrue(p99 < MOST_MILLIS, "acknowledged p99 " + p99 + " ms");
  }

  @Test
  @DisplayName("F6: a mail server that takes one mail a second, 200 mails before another shop's")
  void aSlowMailServer(Seen seen) throws Exception {
    house.notify.stop();
    var sender = house.another("notify", PATIENT);
    House.awaitReady(sender);
    var small = Shop.openedIn(house);
    told(small.order());
    var readers = Topic.readers(house, "notify-service");
    long before = House.liveHeap(sender);
    assertTrue(before > 0, "the heap is measured");

    house.smtp.takeOneEvery(A_MAIL);
    var busy = Load.of(house, shop, BUSY_ORDERS);
    await("the busy shop has a backlog").atMost(PATIENCE).until(busy::posted);
    long began = System.nanoTime();
    told(small.order());
    var waited = Duration.ofNanos(System.nanoTime() - began);
    int backlog = busy.missing();
    long growth = House.liveHeap(sender) - before;
    seen.remark(
        "another shop's mail came after %d s, before %d of the busy one's; live heap grew by %d KB"
            .formatted(waited.toSeconds(), backlog, growth / 1024));
    assertTrue(backlog > 0, "the other shop had to wait for all of the busy one's mails");
    assertTrue(growth < MOST_GROWTH, "the heap grew by " + growth);
    assertEquals(readers, Topic.readers(house, "notify-service"), "somebody was thrown out");

    house.smtp.behave();
    seen.healed();
    busy.awaitTold(PATIENCE);
    seen.recovered();
    busy.tally(seen);
    seen.check();
  }

  private void told(Shop.Order order) {
    order.placedAndPaid();
    await("the other shop's mail").atMost(PATIENCE).until(() -> mailsTo(order) == 1);
  }

  /** How many got no mail, though they were waited for. */
  private int untold(List<Shop.Order> orders) {
    var left = new HashSet<>(orders);
    try {
      await("a mail for each that was taken")
          .atMost(PATIENCE)
          .until(
              () -> {
                var told = Told.by(house, shop);
                left.removeIf(order -> told.missing(order, List.of(Told.CONFIRMED)) == 0);
                return left.isEmpty();
              });
    } catch (ConditionTimeoutException lost) {
      return left.size();
    }
    return 0;
  }

  private int toldTwice(List<Shop.Order> orders) {
    var told = Told.by(house, shop);
    return orders.stream()
        .mapToInt(order -> told.surplus(order, List.of(Told.CONFIRMED)) + told.copies(order))
        .sum();
  }

  private int mailsTo(Shop.Order order) {
    return house.smtp.takenFor(order.email()).size();
  }
}
