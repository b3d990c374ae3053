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
 * One instance's notices on their way: each step marks what was answered, declares what goes out
 * next and claims more, in one transaction; then it hands over and writes. For one thread.
 */
@Singleton
class Sending {
  private final Instance instance;
  private final Turns turns;
  private final Writing writing;
  private final Marking marking;
  private final HandOver handOver;

  /** Claimed and written, not yet declared as being sent. */
  private final List<Letter> written = new ArrayList<>();

  /** Answered, or ended without being sent, and not yet marked. */
  private final List<Finished> unmarked = new ArrayList<>();

  private boolean mayBeMore;
  private boolean mayHaveLostClaims;
  private boolean stopping;

  Sending(Instance instance, Turns turns, Writing writing, Marking marking, HandOver handOver) {
    this.instance = instance;
    this.turns = turns;
    this.writing = writing;
    this.marking = marking;
    this.handOver = handOver;
  }

  /** If it throws, nothing is lost: the next step does what this one could not. */
  void step() {
    unmarked.addAll(handOver.read());
    var letters = nextLetters();
    int room = room();
    if (unmarked.isEmpty() && letters.isEmpty() && room == 0) {
      return;
    }
    var turn = QuarkusTransaction.requiringNew().call(() -> inTransaction(letters, room));
    mayHaveLostClaims = false;
    unmarked.clear();
    written.removeAll(letters);
    mayBeMore = room > 0 && !turn.claims.isEmpty();
    letters.stream().filter(letter -> turn.held.contains(letter.id())).forEach(this::handOver);
    turn.claims.forEach(this::write);
  }

  /** After a step that threw: its claims may have been committed, and nobody knows of them. */
  void afterFailure() {
    mayHaveLostClaims = true;
  }

  /** Nothing to do before a mail is answered, a notice decided or a wait over. */
  boolean canWait() {
    return handOver.answers() == 0
        && unmarked.isEmpty()
        && nextLetters().isEmpty()
        && !(mayBeMore && room() > 0);
  }

  /** What is claimed stays so until it is given back; nothing new goes out. */
  void stopClaiming() {
    stopping = true;
  }

  boolean isBusy() {
    return handOver.underWay() > 0 || !unmarked.isEmpty();
  }

  private Turn inTransaction(List<Letter> letters, int room) {
    if (mayHaveLostClaims) {
      marking.giveBackAllBut(instance.id(), known());
    }
    marking.mark(unmarked);
    return new Turn(
        marking.declare(letters), room > 0 ? turns.claim(instance.id(), room) : List.of());
  }

  private void handOver(Letter letter) {
    if (instance.holdsLease()) {
      handOver.send(letter);
    } else {
      unmarked.add(Finished.without(letter.claim(), Verdict.givenBack()));
    }
  }

  private void write(Claim claim) {
    var result = writing.write(claim);
    if (result instanceof Letter letter) {
      written.add(letter);
    } else {
      unmarked.add((Finished) result);
    }
  }

  private List<Letter> nextLetters() {
    int free = stopping ? 0 : Math.max(0, handOver.free());
    return List.copyOf(written.subList(0, Math.min(free, written.size())));
  }

  private int room() {
    return stopping ? 0 : Math.max(0, handOver.free() - written.size());
  }

  private Set<UUID> known() {
    return Stream.concat(
            written.stream().map(Letter::claim), unmarked.stream().map(Finished::claim))
        .map(claim -> claim.ticket().id())
        .collect(Collectors.toSet());
  }

  private record Turn(Set<UUID> held, List<Claim> claims) {}
}
