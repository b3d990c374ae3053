package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Much at once, and a mail server that is slow. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class BurstIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int USUAL_PER_SECOND = 2;
  private static final int BURST_PER_SECOND = 10 * USUAL_PER_SECOND;
  private static final Duration BURST = Duration.ofSeconds(60);

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @AfterEach
  void behaveAgain() {
    house.smtp.behave();
  }

  @Test
  @DisplayName("F7: ten times the usual for 60 s (20 webhooks a second)")
  void aBurst(Seen seen) throws InterruptedException {
    var millis = new ConcurrentLinkedQueue<Long>();
    var notTaken = new AtomicInteger();
    var senders = Executors.newScheduledThreadPool(32);
    int webhooks = (int) (BURST.toSeconds() * BURST_PER_SECOND);
    for (int i = 0; i < webhooks; i++) {
      var order = shop.order();
      senders.schedule(
          () -> {
            long began = System.nanoTime();
            if (!taken(order)) {
              notTaken.incrementAndGet();
            }
            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
          },
          i * 1_000L / BURST_PER_SECOND,
          TimeUnit.MILLISECONDS);
    }
    senders.shutdown();
    assertTrue(senders.awaitTermination(3, TimeUnit.MINUTES));
    seen.healed();
    int taken = webhooks - notTaken.get();
    await("a mail for each that was taken")
        .atMost(PATIENCE)
        .until(() -> house.smtp.takenFor(shop.name).size() >= taken);
    seen.recovered();
    var mails = house.smtp.takenFor(shop.name);
    seen.doubled(
        mails.size() - mails.stream().map(mail -> mail.header("Message-ID")).distinct().count());
    var sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
    seen.remark(
        "acknowledged p50 %d ms, p99 %d ms, %d put off"
            .formatted(
                sorted[sorted.length / 2], sorted[sorted.length * 99 / 100], notTaken.get()));
    seen.check();
    assertEquals(webhooks, Arrays.stream(sorted).count());
  }

  @Test
  @DisplayName("F6: a mail server that takes 500 ms for each of 150 orders' mails")
  void aSlowMailServer(Seen seen) {
    house.smtp.takeItsTime(Duration.ofMillis(500));
    var busy = Load.of(house, shop, 150);
    await("the busy shop has a backlog").atMost(PATIENCE).until(busy::posted);
    var small = Shop.openedIn(house);
    var order = small.order();
    long began = System.nanoTime();
    order.placedAndPaid();
    await("the other shop's mail")
        .atMost(PATIENCE)
        .until(() -> house.smtp.takenFor(order.email()).size() == 1);
    seen.remark(
        "another shop's mail came after %d ms"
            .formatted(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
    house.smtp.behave();
    seen.healed();
    busy.awaitTold(PATIENCE);
    seen.recovered();
    busy.tally(seen);
    seen.check();
  }

  private boolean taken(Shop.Order order) {
    try {
      return shop.shopify("orders/create", "create-" + order.id, order.body("paid", order.now()))
              .statusCode()
          == 200;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
