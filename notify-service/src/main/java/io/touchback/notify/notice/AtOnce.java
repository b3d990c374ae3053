package io.touchback.notify.notice;

import io.touchback.notify.notice.Claim.Ticket;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final Event<Mails> ending;

  /** Declared in transactions that have not ended. */
  private final Set<UUID> declared = ConcurrentHashMap.newKeySet();

  /** Transactions that have not ended, and may have found room. */
  private final AtomicInteger deciding = new AtomicInteger();

  /** Of transactions that failed, or may have, and since when, in monotonic time. */
  private final Map<UUID, Long> inDoubt = new ConcurrentHashMap<>();

  AtOnce(HandOver handOver, Instance instance, Writing writing, Event<Mails> ending) {
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
   * What leaves if this transaction commits; to be told before it is written down as being sent.
   *
   * @param busy orders of which something else must go out, or happen, before
   * @return by notice; the others have to wait. Those that turn out not to be born are to be taken
   *     out of it
   */
  Map<UUID, Letter> declare(
      Collection<NewNotice> notices, Map<String, KnownShop> shops, Set<OrderKey> busy) {
    var mails = begun();
    // Asked after that: a sender that closes either leaves no room, or sees that we are deciding.
    int room = mails.ended ? 0 : handOver.room();
    for (var notice : inTurn(notices)) {
      boolean first = notice.suppression() != null || busy.add(OrderKey.of(notice.event()));
      var shop = shops.get(notice.event().shop());
      if (first && notice.isUrgent() && mails.letters.size() < room && shop != null) {
        var letter = written(notice, shop);
        if (letter != null) {
          mails.letters.put(notice.id(), letter);
        }
      }
    }
    mails.notices.addAll(mails.letters.keySet());
    declared.addAll(mails.notices);
    handOver.expect(mails.notices.size());
    return mails.letters;
  }

  private static List<NewNotice> inTurn(Collection<NewNotice> notices) {
    return notices.stream()
        .sorted(Comparator.comparing(notice -> !notice.decision().kind().goesFirst()))
        .toList();
  }

  private Mails begun() {
    var mails = new Mails();
    deciding.incrementAndGet();
    ending.fire(mails);
    return mails;
  }

  void handOver(@Observes(during = TransactionPhase.AFTER_SUCCESS) Mails mails) {
    mails.letters.values().forEach(handOver::send);
    ended(mails);
  }

  /** Rolled back, or nobody knows: then rows may say of mails that they are under way. */
  void forget(@Observes(during = TransactionPhase.AFTER_FAILURE) Mails mails) {
    ended(mails);
    long now = System.nanoTime();
    mails.notices.forEach(id -> inDoubt.put(id, now));
  }

  /** Once: without a transaction that can commit, both are told at once. */
  private void ended(Mails mails) {
    if (!mails.ended) {
      mails.ended = true;
      declared.removeAll(mails.notices);
      handOver.expect(-mails.notices.size());
      deciding.decrementAndGet();
    }
  }

  /** Whether mails may still be handed over. */
  boolean isDeciding() {
    return deciding.get() > 0;
  }

  /** Of transactions that have not ended. */
  Set<UUID> underWay() {
    return Set.copyOf(declared);
  }

  /** What may be declared, and nobody hands over. */
  Set<UUID> inDoubt() {
    long now = System.nanoTime();
    inDoubt.values().removeIf(since -> now - since > IN_DOUBT.toNanos());
    return new HashSet<>(inDoubt.keySet());
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

  /** Of one transaction. */
  static final class Mails {
    /** These go out if it commits. */
    private final Map<UUID, Letter> letters = new HashMap<>();

    private final Set<UUID> notices = new HashSet<>();
    private boolean ended;
  }
}
