package io.touchback.journey;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** Somebody posts on and on, whatever he is answered. */
final class Outage {
  private static final int PAUSE_MILLIS = 50;

  private final Shop shop;
  private final Map<Integer, Integer> answers = new ConcurrentSkipListMap<>();
  private final Queue<Shop.Order> taken = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> posting;
  private volatile boolean ended;

  private Outage(Shop shop) {
    this.shop = shop;
    posting = CompletableFuture.runAsync(this::post);
  }

  /** Begun. */
  static Outage of(Shop shop) {
    return new Outage(shop);
  }

  void end() {
    ended = true;
    posting.join();
  }

  /** By status. */
  Map<Integer, Integer> answers() {
    return answers;
  }

  /** Orders that were answered with 200 and are in no table. */
  List<Long> notKept(House house) {
    var kept =
        house.postgres.query(
            "orders",
            "select platform_order_id from webhook where shop = '%s'".formatted(shop.name));
    return taken.stream()
        .map(order -> order.id)
        .filter(id -> !kept.contains(String.valueOf(id)))
        .toList();
  }

  private void post() {
    try {
      while (!ended) {
        var order = shop.order();
        int status =
            shop.shopify("orders/create", "create-" + order.id, order.body("paid", order.now()))
                .statusCode();
        answers.merge(status, 1, Integer::sum);
        if (status == 200) {
          taken.add(order);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
