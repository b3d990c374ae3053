package io.touchback.notify.notice;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One instance's notices on their way: each step marks what was answered, claims as many as there
 * is room for, writes their mails and declares that they go out, in one transaction; then it hands
 * them over. For one thread.
 */
@Singleton
class Sending {
  private final Instance instance;
  private final Turns turns;
  private final Writing writing;
  private final Marking marking;
  private final HandOver handOver;
  private final AtOnce atOnce;

  /**
   * Claimed and written, not known to be declared: the transaction failed, or there was no room.
   */
  private final List<Letter> written = new ArrayList<>();

  /** Answered, or ended without being sent, and not yet marked. */
  private final List<Finished> unmarked = new ArrayList<>();

  private boolean mayHaveLostClaims;
  private boolean stopping;

  Sending(
      Instance instance,
      Turns turns,
      Writing writing,
      Marking marking,
      HandOver handOver,
      AtOnce atOnce) {
    this.instance = instance;
    this.turns = turns;
    this.writing = writing;
    this.marking = marking;
    this.handOver = handOver;
    this.atOnce = atOnce;
  }

  /**
   * If it throws, nothing is lost: the next step does what this one could not.
   *
   * @param looking whether there may be something to claim
   */
  void step(boolean looking) {
    unmarked.addAll(handOver.read());
    int free = free();
    var letters = nextLetters(free);
    if (looking || turns.somethingWaits() && !unmarked.isEmpty()) {
      turns.begin();
    }
    int room = turns.mayBeMore() ? room(free) : 0;
    if (unmarked.isEmpty() && letters.isEmpty() && room == 0) {
      return;
    }
    var marked = List.copyOf(unmarked);
    var turn = QuarkusTransaction.requiringNew().call(() -> inTransaction(marked, letters, room));
    mayHaveLostClaims = false;
    unmarked.removeAll(marked);
    written.removeAll(letters);
    written.removeAll(turn.fresh);
    turn.going.forEach(handOver::send);
  }

  /** After a step that threw: its claims may have been committed, and nobody knows of them. */
  void afterFailure() {
    mayHaveLostClaims = true;
    turns.begin();
  }

  /** Nothing to do before a mail is answered, a notice decided or a wait over. */
  boolean canWait() {
    return handOver.answers() == 0
        && unmarked.isEmpty()
        && nextLetters(free()).isEmpty()
        && !(turns.mayBeMore() && room(free()) > 0);
  }

  /** What is claimed stays so until it is given back; nothing new goes out. */
  void stopClaiming() {
    stopping = true;
    handOver.close();
  }

  /** Asked in the sequence in which mails go from one to the next: none is missed. */
  boolean isBusy() {
    return atOnce.isDeciding() || handOver.underWay() > 0 || !unmarked.isEmpty();
  }

  private Turn inTransaction(List<Finished> finished, List<Letter> letters, int room) {
    if (mayHaveLostClaims) {
      marking.giveBackAllBut(instance.id(), known());
    }
    var inDoubt = atOnce.inDoubt();
    if (!inDoubt.isEmpty()) {
      inDoubt.removeAll(allKnown());
      marking.giveBackUnsent(instance.id(), inDoubt);
    }
    marking.mark(finished);
    // Before more is claimed: what we seem to have may have been set free, and be claimed anew.
    var going = declared(letters);
    var claims = room > 0 ? turns.claim(instance.id(), room) : List.<Claim>of();
    var fresh = claims.stream().flatMap(this::write).toList();
    // Claimed by a step that was rolled back, a notice is claimed anew, with the same fence.
    written.removeIf(old -> fresh.stream().anyMatch(letter -> letter.id().equals(old.id())));
    written.addAll(fresh);
    going.addAll(declared(fresh));
    return new Turn(going, fresh);
  }

  private List<Letter> declared(List<Letter> letters) {
    var held = marking.declare(letters);
    return letters.stream()
        .filter(letter -> held.contains(letter.id()))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private Stream<Letter> write(Claim claim) {
    var result = writing.write(claim);
    if (result instanceof Letter letter) {
      return Stream.of(letter);
    }
    unmarked.add((Finished) result);
    return Stream.empty();
  }

  private int free() {
    return stopping ? 0 : Math.max(0, handOver.free());
  }

  private List<Letter> nextLetters(int free) {
    return List.copyOf(written.subList(0, Math.min(free, written.size())));
  }

  /** None before all that is written is on its way. */
  private int room(int free) {
    return Math.max(0, free - written.size());
  }

  private Set<UUID> known() {
    return Stream.concat(
            written.stream().map(Letter::claim), unmarked.stream().map(Finished::claim))
        .map(claim -> claim.ticket().id())
        .collect(Collectors.toSet());
  }

  /** Asked in the sequence in which mails go from one to the next: none is missed. */
  private Set<UUID> allKnown() {
    return Stream.of(atOnce.underWay(), handOver.notices(), known())
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  private record Turn(List<Letter> going, List<Letter> fresh) {}
}
