package io.touchback.notify.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns events into notices, all in the transaction in which the events were read. */
@ApplicationScoped
public class Deciding {
  /** So many waiting events of a shop are decided at once. */
  private static final int AT_ONCE = 500;

  /** No more of them in the transaction in which their shop becomes known: it may not last. */
  static final int MOST_AT_FIRST = 4 * AT_ONCE;

  private final Shops shops;
  private final WaitingEvents waiting;
  private final Notices notices;
  private final AtOnce atOnce;
  private final Announcing announcing;
  private final Clock clock;

  Deciding(
      Shops shops,
      WaitingEvents waiting,
      Notices notices,
      AtOnce atOnce,
      Announcing announcing,
      Clock clock) {
    this.shops = shops;
    this.waiting = waiting;
    this.notices = notices;
    this.atOnce = atOnce;
    this.announcing = announcing;
    this.clock = clock;
  }

  /** Whether an event of this name may call for a notice. */
  public boolean concerns(String event) {
    return NoticeRules.mayCall(event);
  }

  /** Briefly, for a mail server that keeps up: so many mails could leave at once. */
  public void awaitRoom(int wanted) throws InterruptedException {
    atOnce.awaitRoom(wanted);
  }

  /**
   * What happened to orders, in the order in which it did.
   *
   * @param erased orders whose customers are forgotten in the same transaction: of these nothing
   *     leaves with its decision
   */
  @Transactional(TxType.MANDATORY)
  public void onOrders(List<OrderEvent> events, Set<String> erased) {
    if (events.isEmpty()) {
      return;
    }
    var names = events.stream().map(OrderEvent::shop).collect(Collectors.toSet());
    var heardOf = shops.heardOf(names);
    var decided = decidedFor(events);
    var known = heardOf.get();
    if (known.size() == names.size()) {
      decide(events, known, decided, erased);
    } else {
      onOrdersOfStrangers(events, shops.known(names), erased);
    }
  }

  private void onOrdersOfStrangers(
      List<OrderEvent> events, Map<String, KnownShop> known, Set<String> erased) {
    var early = events.stream().filter(event -> !known.containsKey(event.shop())).toList();
    if (!early.isEmpty()) {
      waiting.add(early);
    }
    var others = events.stream().filter(event -> known.containsKey(event.shop())).toList();
    // Only now: who has just become known had the events decided that waited for it.
    decide(others, known, decidedFor(others), erased);
  }

  /**
   * What shops tell of themselves; their events that waited for it are decided now, and where those
   * are very many, the rest by {@link #catchUp()}.
   */
  @Transactional(TxType.MANDATORY)
  public void onShops(List<ShopChange> changes) {
    var names = changes.stream().map(ShopChange::shop).collect(Collectors.toSet());
    shops.lock(names);
    changes.forEach(change -> shops.change(change.shop(), change.identity(), change.at()));
    int left = MOST_AT_FIRST;
    for (var shop : names) {
      int decided;
      do {
        decided = decideWaiting(shop, Math.min(AT_ONCE, left));
        left -= decided;
      } while (decided > 0);
      shops.catchUp(shop, left == 0);
    }
  }

  /**
   * Decides some of what waits for a shop that is known, in a transaction of its own. What is read
   * of such a shop waits behind it.
   *
   * @return whether there may be more
   */
  @Transactional(TxType.REQUIRES_NEW)
  public boolean catchUp() {
    var behind = shops.behind();
    behind.ifPresent(
        shop -> {
          shops.lock(Set.of(shop));
          shops.catchUp(shop, decideWaiting(shop, AT_ONCE) > 0);
        });
    return behind.isPresent();
  }

  private int decideWaiting(String shop, int atMost) {
    var events = waiting.take(shop, atMost);
    if (!events.isEmpty()) {
      decide(events, shops.told(Set.of(shop)), decidedFor(events), Set.of());
    }
    return events.size();
  }

  /**
   * Events that waited for their shop, and whose customers want to be forgotten. What they call for
   * is decided, so that it stays so if they are read again.
   */
  void tellNobody(List<OrderEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    var fresh = decisions(events, decidedFor(events), event -> ShopSettings.UNKNOWN).fresh;
    fresh.replaceAll((id, notice) -> notice.suppressedAs(Suppression.ERASED));
    keep(List.copyOf(fresh.values()), new HashMap<>(), List.of());
  }

  private void decide(
      List<OrderEvent> events,
      Map<String, KnownShop> known,
      Map<OrderKey, List<Decided>> decided,
      Set<String> erased) {
    if (events.isEmpty()) {
      return;
    }
    var busy = busy(decided);
    events.stream()
        .filter(event -> erased.contains(event.orderId()))
        .forEach(event -> busy.add(OrderKey.of(event)));
    var made =
        decisions(
            events, decided, event -> Objects.requireNonNull(known.get(event.shop())).settings());
    var fresh = made.fresh;
    var superseded = made.superseded;
    superseded.forEach(
        id -> fresh.computeIfPresent(id, (key, one) -> one.suppressedAs(Suppression.SUPERSEDED)));
    superseded.removeAll(fresh.keySet());
    var letters =
        fresh.isEmpty() ? new HashMap<UUID, Letter>() : atOnce.declare(fresh.values(), known, busy);
    keep(List.copyOf(fresh.values()), letters, superseded);
  }

  private Decisions decisions(
      List<OrderEvent> events,
      Map<OrderKey, List<Decided>> decided,
      Function<OrderEvent, ShopSettings> settings) {
    var made = new Decisions(new LinkedHashMap<>(), new ArrayList<>());
    var now = clock.instant();
    for (var event : events) {
      var ofOrder = decided.computeIfAbsent(OrderKey.of(event), key -> new ArrayList<>());
      NoticeRules.decide(event, settings.apply(event), ofOrder, now)
          .ifPresent(
              decision -> {
                var notice = NewNotice.of(event, decision, now);
                made.fresh.put(notice.id(), notice);
                ofOrder.add(notice.decided());
                made.superseded.addAll(decision.supersedes());
              });
    }
    return made;
  }

  private void keep(List<NewNotice> fresh, Map<UUID, Letter> letters, List<UUID> superseded) {
    var ended = new ArrayList<Ended>();
    if (!fresh.isEmpty()) {
      var born = notices.insert(fresh, letters);
      letters.keySet().removeIf(id -> born.get(id) != NoticeState.SENDING);
      ended.addAll(suppressed(fresh, born.keySet()));
    }
    if (!superseded.isEmpty()) {
      ended.addAll(notices.suppress(superseded, Suppression.SUPERSEDED));
    }
    announcing.announce(ended);
  }

  /** Orders of which something is on its way. */
  private static Set<OrderKey> busy(Map<OrderKey, List<Decided>> decided) {
    return decided.entrySet().stream()
        .filter(order -> order.getValue().stream().anyMatch(Decided::ahead))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static List<Ended> suppressed(List<NewNotice> fresh, Set<UUID> born) {
    return fresh.stream()
        .filter(notice -> notice.suppression() != null && born.contains(notice.id()))
        .map(NewNotice::ended)
        .toList();
  }

  private Map<OrderKey, List<Decided>> decidedFor(List<OrderEvent> events) {
    var found = new HashMap<OrderKey, List<Decided>>();
    var orders = events.stream().map(OrderEvent::orderId).collect(Collectors.toSet());
    for (var row : notices.decided(orders)) {
      found
          .computeIfAbsent(new OrderKey(row.shop(), row.orderId()), key -> new ArrayList<>())
          .add(row.decided());
    }
    return found;
  }

  private record Decisions(Map<UUID, NewNotice> fresh, List<UUID> superseded) {}

  /**
   * What a shop told of itself.
   *
   * @param identity the event's data, JSON
   */
  public record ShopChange(String shop, String identity, Instant at) {}
}
