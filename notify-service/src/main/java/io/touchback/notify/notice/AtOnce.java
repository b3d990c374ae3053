package io.touchback.notify.notice;

import io.touchback.notify.notice.Claim.Ticket;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Mails that may leave as soon as they are decided: written and declared by whoever decides them,
 * in the same transaction, and handed over after its commit. Whatever there is no room for waits
 * for {@link Sending}.
 */
@Singleton
class AtOnce {
  private static final Logger LOG = Logger.getLogger(AtOnce.class);

  /** The first ticket of a notice. */
  private static final int FENCE = 1;

  /** Longer than a mail server that is well takes for what is under way. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** Longer than a transaction whose end nobody knows may last. */
  private static final Duration IN_DOUBT = Duration.ofMinutes(3);

  private final HandOver handOver;
  private final Instance instance;
  private final Writing writing;
  private final Event<Declared> ending;

  /** Declared in transactions that have not ended. */
  private final Set<UUID> declared = ConcurrentHashMap.newKeySet();

  private volatile long inDoubtUntil = System.nanoTime();

  AtOnce(HandOver handOver, Instance instance, Writing writing, Event<Declared> ending) {
    this.handOver = handOver;
    this.instance = instance;
    this.writing = writing;
    this.ending = ending;
  }

  /**
   * Briefly, and only for a mail server that takes its mails quickly: others are not waited for.
   */
  void awaitRoom(int wanted) throws InterruptedException {
    handOver.awaitRoom(wanted, PATIENCE);
  }

  /**
   * @param busy orders of which something else must go out before
   * @return by notice; the others have to wait
   */
  Map<UUID, Letter> write(
      Collection<NewNotice> notices, Map<String, KnownShop> shops, Set<OrderKey> busy) {
    var letters = new HashMap<UUID, Letter>();
    int room = instance.holdsLease() ? handOver.room() : 0;
    for (var notice : notices) {
      boolean first = notice.suppression() != null || busy.add(OrderKey.of(notice.event()));
      var shop = shops.get(notice.event().shop());
      if (first && notice.isUrgent() && letters.size() < room && shop != null) {
        var letter = written(notice, shop);
        if (letter != null) {
          letters.put(notice.id(), letter);
        }
      }
    }
    return letters;
  }

  /**
   * To be told in the transaction, before these are written down as being sent.
   *
   * @param letters by notice; those that turn out not to be born are taken out of it
   */
  void declare(Map<UUID, Letter> letters) {
    if (!letters.isEmpty()) {
      var notices = Set.copyOf(letters.keySet());
      declared.addAll(notices);
      handOver.expect(notices.size());
      ending.fire(new Declared(letters, notices));
    }
  }

  void handOver(@Observes(during = TransactionPhase.AFTER_SUCCESS) Declared mails) {
    for (var letter : mails.letters.values()) {
      if (instance.holdsLease()) {
        handOver.send(letter);
      } else {
        handOver.giveBack(letter);
      }
    }
    ended(mails);
  }

  /** Rolled back, or nobody knows: then rows may say of mails that they are under way. */
  void forget(@Observes(during = TransactionPhase.AFTER_FAILURE) Declared mails) {
    ended(mails);
    inDoubtUntil = System.nanoTime() + IN_DOUBT.toNanos();
  }

  private void ended(Declared mails) {
    declared.removeAll(mails.notices);
    handOver.expect(-mails.notices.size());
  }

  /** Of transactions that have not ended. */
  Set<UUID> underWay() {
    return Set.copyOf(declared);
  }

  /** Whether mails may be declared that nobody hands over. */
  boolean isInDoubt() {
    return System.nanoTime() - inDoubtUntil < 0;
  }

  private @Nullable Letter written(NewNotice notice, KnownShop shop) {
    try {
      var ticket = new Ticket(notice.id(), instance.id(), FENCE);
      var claim = Claim.first(ticket, notice.identity(), notice.recipient());
      return writing.write(claim, shop.identity(), notice.event().content());
    } catch (RuntimeException e) {
      LOG.debugf("Notice %s is left to the sender, which says what is wrong", notice.id());
      return null;
    }
  }

  /** These letters go out if this transaction commits. */
  record Declared(Map<UUID, Letter> letters, Set<UUID> notices) {}
}
