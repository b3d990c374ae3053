package io.touchback.sla.clock;

import io.touchback.sla.clock.Ledger.Entry;
import io.touchback.sla.clock.Reckoning.Ground;
import io.touchback.sla.clock.Reckoning.Outcome;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps the clocks of orders true to what is known of them: a batch in a handful of statements. */
@Singleton
public final class OrderClocks {
  private final ShopTable shops;
  private final Ledger ledger;
  private final Grounds grounds;
  private final ClockTable clocks;
  private final Outcomes outcomes;

  OrderClocks(
      ShopTable shops, Ledger ledger, Grounds grounds, ClockTable clocks, Outcomes outcomes) {
    this.shops = shops;
    this.ledger = ledger;
    this.grounds = grounds;
    this.clocks = clocks;
    this.outcomes = outcomes;
  }

  /** Takes what has just been read into the ledger; in the caller's transaction. */
  public void take(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    var held = shops.held(entries.stream().map(Entry::shop).toList());
    var known = ledger.lock(shopsByOrder(entries));
    var facts = new HashMap<>(ledger.of(known));
    var fresh = entries.stream().filter(entry -> isAdded(entry, facts)).toList();
    if (fresh.isEmpty()) {
      return;
    }
    ledger.add(fresh);
    var shopsByOrder = shopsByOrder(fresh);
    var running = clocks.ofOrders(known.stream().filter(shopsByOrder::containsKey).toList());
    var news = fresh.stream().map(entry -> entry.fact().event()).collect(Collectors.toSet());
    reckon(shopsByOrder, facts, running, grounds.of(held.values(), fresh), news);
  }

  /** Looks at these orders of a shop again; in the caller's transaction, which holds the shop. */
  void lookAgain(Shop shop, Collection<String> orders) {
    var ofShop = orders.stream().collect(Collectors.toMap(order -> order, order -> shop.name()));
    var known = ledger.lock(ofShop);
    var ground = grounds.of(List.of(shop), List.of());
    reckon(ofShop, ledger.of(known), clocks.ofOrders(known), ground, Set.of());
  }

  /** Adds the fact to those of its order, unless it is among them. */
  private static boolean isAdded(Entry entry, Map<String, List<Fact>> facts) {
    var ofOrder = facts.computeIfAbsent(entry.order(), order -> new ArrayList<>());
    boolean known = ofOrder.stream().anyMatch(fact -> fact.event().equals(entry.fact().event()));
    return !known && ofOrder.add(entry.fact());
  }

  private void reckon(
      Map<String, String> shopsByOrder,
      Map<String, List<Fact>> facts,
      List<Clock> running,
      Map<String, Ground> groundsByShop,
      Set<String> events) {
    var clocksByOrder =
        running.stream().collect(Collectors.groupingBy(clock -> clock.subject().id()));
    var outcome = Outcome.empty();
    shopsByOrder.forEach(
        (order, shop) -> {
          var story = new Story(order, facts.getOrDefault(order, List.of()));
          var ground = Objects.requireNonNull(groundsByShop.get(shop));
          var subject = Subject.order(shop, order, story.number().orElse(null));
          var zone = ground.shop().zoneOrUtc();
          var news = new News(story, zone, events);
          var held = clocksByOrder.getOrDefault(order, List.of());
          outcome.add(
              new Reckoning(subject, held, news::brought, ground)
                  .of(ClockRules.cycles(story, zone)));
        });
    outcomes.apply(running, outcome);
  }

  /** In the order in which they are locked. */
  private static Map<String, String> shopsByOrder(List<Entry> entries) {
    var shops = new TreeMap<String, String>();
    entries.forEach(entry -> shops.put(entry.order(), entry.shop()));
    return shops;
  }
}
