package io.touchback.notify.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One order's notices as the rules decide them, without a database. */
final class RuledOrder {
  private final ShopSettings shop;
  private final Instant now;
  private final List<Decided> decided = new ArrayList<>();

  RuledOrder(ShopSettings shop, Instant now) {
    this.shop = shop;
    this.now = now;
  }

  Optional<Decision> on(OrderEvent event) {
    var decision = NoticeRules.decide(event, shop, decided, now);
    decision.ifPresent(
        d -> {
          decided.replaceAll(old -> d.supersedes().contains(old.id()) ? superseded(old) : old);
          decided.add(NewNotice.of(event, d, now).decided());
        });
    return decision;
  }

  /** A sender takes all that waits. */
  void claimAll() {
    decided.replaceAll(d -> with(d, d.reason(), false));
  }

  List<Decided> decided() {
    return decided;
  }

  /** Kind and transition of each, with the reason why it is not sent, or empty. */
  Map<String, String> outcome() {
    var outcome = new TreeMap<String, String>();
    decided.forEach(
        d -> outcome.put(d.kind() + " " + d.transition(), d.reason() == null ? "" : d.reason()));
    return outcome;
  }

  Set<String> keys() {
    return new TreeSet<>(outcome().keySet());
  }

  private static Decided superseded(Decided old) {
    return with(old, Suppression.SUPERSEDED.word(), false);
  }

  private static Decided with(Decided old, String reason, boolean waiting) {
    return new Decided(
        old.id(),
        old.kind(),
        old.transition(),
        old.shipmentId(),
        old.happenedAt(),
        reason,
        waiting,
        waiting);
  }
}
