package io.touchback.notify.notice;

import static java.util.stream.Collectors.toMap;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * Writes down what becomes of claims, many in one transaction, and publishes those that ended. A
 * claim that is somebody else's by now is left alone and counted.
 */
@Singleton
class Marking {
  private final SendQueue queue;
  private final Announcing announcing;
  private final NoticeCounters counters;

  Marking(SendQueue queue, Announcing announcing, NoticeCounters counters) {
    this.queue = queue;
    this.announcing = announcing;
    this.counters = counters;
  }

  void mark(Collection<Finished> finished) {
    if (finished.isEmpty()) {
      return;
    }
    var dead = finished.stream().filter(Finished::deadAddress).toList();
    if (!dead.isEmpty()) {
      queue.suppressAddresses(dead);
    }
    var marked = queue.mark(finished);
    var at =
        finished.stream()
            .collect(toMap(one -> one.claim().ticket().id(), Finished::at, (one, later) -> later));
    announcing.announce(
        marked.stream().filter(notice -> notice.state().isFinal()).toList(),
        notice -> at.get(notice.id()));
    counters.fenced(finished.size() - marked.size());
  }

  /**
   * These are about to be handed over.
   *
   * @return the ids of those that may be
   */
  Set<UUID> declare(Collection<Letter> letters) {
    if (letters.isEmpty()) {
      return Set.of();
    }
    var held = queue.sending(letters);
    var refused = letters.stream().filter(letter -> !held.contains(letter.id())).toList();
    if (!refused.isEmpty()) {
      queue.giveBackErased(refused);
      counters.fenced(refused.size());
    }
    return held;
  }

  void giveBackUnsent(long owner, Collection<UUID> inDoubt) {
    queue.giveBackUnsent(owner, inDoubt);
  }

  void giveBackAllBut(long owner, Collection<UUID> known) {
    queue.giveBackAllBut(owner, known);
  }
}
