package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Orders that are placed, paid and shipped by several senders at once, each retrying as platforms
 * do.
 */
final class Load {
  private static final int LANES = 4;
  private static final int SILENT_ONE_EVERY = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> ALL = List.of(Told.CONFIRMED, Told.SHIPPED);

  private final House house;
  private final Shop shop;
  private final int count;
  private final @Nullable Duration target;
  private final Queue<Shop.Order> shipped = new ConcurrentLinkedQueue<>();

  /** Shipped, but maybe not in time: nothing is said of whether there is an alert. */
  private final Queue<Shop.Order> slow = new ConcurrentLinkedQueue<>();

  private final Queue<Shop.Order> silent = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> posting;

  private Load(House house, Shop shop, int count, @Nullable Duration target) {
    this.house = house;
    this.shop = shop;
    this.count = count;
    this.target = target;
    this.posting =
        CompletableFuture.allOf(
            IntStream.range(0, LANES)
                .mapToObj(lane -> CompletableFuture.runAsync(() -> post(lane)))
                .toArray(CompletableFuture[]::new));
  }

  /** Begun. */
  static Load of(House house, Shop shop, int orders) {
    return new Load(house, shop, orders, null);
  }

  /**
   * The same, but every tenth is not shipped.
   *
   * @param target when somebody is to hear of that
   */
  static Load withSilence(House house, Shop shop, int orders, Duration target) {
    shop.policies(
        """
        {"policies": {"order.dispatch": {"target": "%s", "hours": "calendar"}}}
        """
            .formatted(target));
    return new Load(house, shop, orders, target);
  }

  boolean posted() {
    return posting.isDone();
  }

  /** Until the services are in the middle of it. */
  Load awaitMiddle() {
    await("the middle of the load")
        .atMost(Duration.ofSeconds(90))
        .until(() -> house.smtp.takenFor(shop.name).size() >= count / 4);
    return this;
  }

  /** Until every mail has come, or they are given up as lost. */
  void awaitTold(Duration patience) {
    posting.join();
    try {
      await("every mail").atMost(patience).until(() -> missing() == 0);
    } catch (ConditionTimeoutException lost) {
      // Counted by tally.
    }
  }

  /** What became of it in the end: mails that never came, others than are due, and copies. */
  void tally(Seen seen) {
    if (target != null) {
      checkAlarms(seen);
    }
    if (missing() == 0) {
      Quiet.afterOneMore(house, shop);
    }
    var told = Told.by(house, shop);
    seen.lost(missing());
    for (var order : shipped) {
      seen.doubled(told.surplus(order, ALL));
      seen.sameMessageAgain(told.copies(order));
    }
  }

  /** Mails that have not come yet. */
  int missing() {
    var told = Told.by(house, shop);
    int unposted = count - shipped.size() - silent.size();
    return unposted * ALL.size()
        + shipped.stream().mapToInt(order -> told.missing(order, ALL)).sum()
        + silent.stream().mapToInt(order -> told.missing(order, List.of(Told.CONFIRMED))).sum();
  }

  /** Of each silence one alert, which ends when it does; of nothing else. */
  private void checkAlarms(Seen seen) {
    var late = new ArrayList<>(silent);
    awaitSaid(late, 1);
    Quiet.awaitOf(house, shop);
    assertEquals(Alarms.each(late, Alarms.RAISED), said(), "alerts");
    late.forEach(Shop.Order::shipped);
    shipped.addAll(late);
    silent.clear();
    awaitSaid(late, 2);
    awaitTold(PATIENCE);
    Quiet.awaitOf(house, shop);
    assertEquals(Alarms.each(late, Alarms.RAISED, Alarms.RESOLVED), said(), "alerts");
    seen.remark(
        "%d silent orders, an alert each; %d too slow to tell".formatted(late.size(), slow.size()));
  }

  private void awaitSaid(List<Shop.Order> of, int events) {
    await(events + " events about each alert")
        .atMost(PATIENCE)
        .until(
            () -> {
              var said = said();
              return of.stream()
                  .allMatch(order -> said.getOrDefault(order.number(), List.of()).size() >= events);
            });
  }

  private Map<String, List<String>> said() {
    var said = Alarms.of(house, shop);
    slow.forEach(order -> said.remove(order.number()));
    return said;
  }

  private void post(int lane) {
    for (int i = lane; i < count; i += LANES) {
      long began = System.nanoTime();
      var order = shop.order();
      order.placedAndPaid();
      if (target != null && i % SILENT_ONE_EVERY == SILENT_ONE_EVERY - 1) {
        silent.add(order);
      } else {
        order.shipped();
        shipped.add(order);
        noteIfSlow(order, System.nanoTime() - began);
      }
    }
  }

  private void noteIfSlow(Shop.Order order, long nanos) {
    if (target != null && nanos > target.toNanos() / 2) {
      slow.add(order);
    }
  }
}
