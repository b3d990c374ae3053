package io.touchback.notify.notice;

import jakarta.inject.Singleton;
import java.util.List;

/** Claims for one instance so that every shop gets its turn, however much another has to send. */
@Singleton
class Turns {
  private final SendQueue queue;
  private String last = "";

  /** How often their names have to end before every shop has had a turn in vain. */
  private int rounds;

  private boolean somethingWaits;

  Turns(SendQueue queue) {
    this.queue = queue;
  }

  /** Something may be due: every shop gets a turn from now on, be it that it just had one. */
  void begin() {
    rounds = last.isEmpty() ? 1 : 2;
    somethingWaits = false;
  }

  /** At most {@code room}; none does not mean that the shops whose turn is next have none. */
  List<Claim> claim(long owner, int room) {
    var shops = queue.shopsWithWork(last, room);
    var claims =
        shops.isEmpty()
            ? List.<Claim>of()
            : queue.claim(owner, shops, Math.max(1, room / shops.size()));
    last = shops.size() < room ? "" : shops.get(shops.size() - 1);
    if (claims.isEmpty()) {
      somethingWaits |= !shops.isEmpty();
      rounds -= last.isEmpty() ? 1 : 0;
    } else {
      begin();
    }
    return claims;
  }

  /** Until every shop has had a turn in vain. */
  boolean mayBeMore() {
    return rounds > 0;
  }

  /** Something is due that could not be claimed: it waits for a mail of its order, or for room. */
  boolean somethingWaits() {
    return somethingWaits;
  }
}
