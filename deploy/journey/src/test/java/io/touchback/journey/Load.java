package io.touchback.journey;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Orders that are placed, paid and shipped by several senders at once, each retrying as platforms
 * do.
 */
final class Load {
  private static final int LANES = 4;
  private static final int MAILS_AN_ORDER = 2;

  private final House house;
  private final Shop shop;
  private final List<Shop.Order> orders;
  private final CompletableFuture<Void> posting;

  private Load(House house, Shop shop, List<Shop.Order> orders) {
    this.house = house;
    this.shop = shop;
    this.orders = orders;
    this.posting =
        CompletableFuture.allOf(
            IntStream.range(0, LANES)
                .mapToObj(lane -> CompletableFuture.runAsync(() -> post(lane)))
                .toArray(CompletableFuture[]::new));
  }

  /** Begun. */
  static Load of(House house, Shop shop, int orders) {
    return new Load(house, shop, IntStream.range(0, orders).mapToObj(i -> shop.order()).toList());
  }

  boolean posted() {
    return posting.isDone();
  }

  /** Until the services are in the middle of it. */
  Load awaitMiddle() {
    await("the middle of the load")
        .atMost(Duration.ofSeconds(90))
        .until(() -> house.smtp.takenFor(shop.name).size() >= orders.size() / 4);
    return this;
  }

  /** Until every mail has come, or they are given up as lost. */
  void awaitTold(Duration patience) {
    posting.join();
    try {
      await("every mail").atMost(patience).until(() -> missing() == 0);
    } catch (org.awaitility.core.ConditionTimeoutException lost) {
      // Counted by tally.
    }
  }

  /** What became of it in the end: mails that never came, and copies. */
  void tally(Seen seen) {
    if (missing() == 0) {
      shop.awaitNoticesEnded();
    }
    var copies = new HashMap<String, Integer>();
    var kinds = new HashMap<String, Integer>();
    for (var mail : house.smtp.takenFor(shop.name)) {
      if (copies.merge(mail.header("Message-ID"), 1, Integer::sum) == 1) {
        kinds.merge(mail.to(), 1, Integer::sum);
      }
    }
    seen.lost(missing());
    seen.doubled(kinds.values().stream().mapToInt(n -> Math.max(0, n - MAILS_AN_ORDER)).sum());
    seen.sameMessageAgain(copies.values().stream().mapToInt(n -> n - 1).sum());
  }

  /** Mails that have not come yet. */
  int missing() {
    var told =
        house.smtp.takenFor(shop.name).stream()
            .collect(
                Collectors.groupingBy(
                    SmtpSink.Mail::to,
                    Collectors.mapping(mail -> mail.header("Message-ID"), Collectors.toSet())));
    return orders.stream()
        .map(order -> told.containsKey(order.email()) ? told.get(order.email()).size() : 0)
        .mapToInt(mails -> Math.max(0, MAILS_AN_ORDER - mails))
        .sum();
  }

  private void post(int lane) {
    for (int i = lane; i < orders.size(); i += LANES) {
      orders.get(i).placedAndPaid();
      orders.get(i).shipped();
    }
  }
}
