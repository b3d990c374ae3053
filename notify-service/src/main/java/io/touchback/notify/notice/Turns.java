package io.touchback.notify.notice;

import jakarta.inject.Singleton;
import java.util.List;

/** Claims for one instance so that every shop gets its turn, however much another has to send. */
@Singleton
class Turns {
  private final SendQueue queue;
  private String last = "";

  Turns(SendQueue queue) {
    this.queue = queue;
  }

  /** At most {@code room}; fewer do not mean that there are no more. */
  List<Claim> claim(long owner, int room) {
    var shops = nextShops(room);
    if (shops.isEmpty()) {
      return List.of();
    }
    return queue.claim(owner, shops, Math.max(1, room / shops.size()));
  }

  /** Whether there is something to send, be it that nobody may send it yet. */
  boolean somethingWaits() {
    return queue.somethingWaits();
  }

  private List<String> nextShops(int atMost) {
    var shops = queue.shopsWithWork(last, atMost);
    if (shops.isEmpty() && !last.isEmpty()) {
      shops = queue.shopsWithWork("", atMost);
    }
    last = shops.size() < atMost ? "" : shops.get(shops.size() - 1);
    return shops;
  }
}
