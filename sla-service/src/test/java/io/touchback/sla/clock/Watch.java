package io.touchback.sla.clock;

import io.touchback.sla.alert.Alert;
import io.touchback.sla.alert.Alert.Ending;
import io.touchback.sla.clock.Reckoning.Ground;
import io.touchback.sla.clock.Reckoning.Outcome;
import io.touchback.sla.policy.Gate;
import io.touchback.sla.policy.Policy;
import io.touchback.sla.policy.PolicySet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The service without database and broker, for one order: facts are read, then what is due fires.
 * It keeps the tables' promises: a fact is new once, an alert is raised once.
 */
final class Watch {
  private final List<Fact> facts = new ArrayList<>();
  private final Map<UUID, Clock> clocks = new LinkedHashMap<>();
  private final Map<UUID, Alert> alerts = new LinkedHashMap<>();
  private final Map<UUID, Alert.State> states = new LinkedHashMap<>();

  /** Everything operations are told, as {@code raised order.dispatch}. */
  final List<String> told = new ArrayList<>();

  private PolicySet policies = PolicySet.BUILT_IN;
  private Shop shop = new Shop("beads", ZoneId.of("Europe/Berlin"), "DE", true);
  private Predicate<String> scansReachTheShop = carrier -> true;

  Watch under(PolicySet others) {
    policies = others;
    return this;
  }

  Watch of(Shop other) {
    shop = other;
    return this;
  }

  Watch withoutScans() {
    return withScansOf();
  }

  Watch withScansOf(String... carriers) {
    scansReachTheShop = Set.of(carriers)::contains;
    return this;
  }

  /** One batch. */
  Watch read(Fact... batch) {
    var known = new HashSet<String>();
    facts.forEach(fact -> known.add(fact.event()));
    var news = new HashSet<String>();
    for (var fact : batch) {
      if (known.add(fact.event())) {
        facts.add(fact);
        news.add(fact.event());
      }
    }
    return news.isEmpty() ? this : reckon(news);
  }

  Watch lookAgain() {
    return reckon(Set.of());
  }

  /** Both streams have been read up to then. */
  Watch sweep(String upTo) {
    return sweep(Instant.parse(upTo), Instant.parse(upTo));
  }

  Watch sweep(Instant ordersUpTo, Instant noticesUpTo) {
    for (var clock : List.copyOf(clocks.values())) {
      var upTo = clock.policy().gate() == Gate.ORDERS ? ordersUpTo : noticesUpTo;
      if (clock.state() == Clock.State.OPEN && !clock.dueAt().isAfter(upTo)) {
        boolean stopped = clock.stop() != null;
        clocks.put(clock.id(), with(clock, stopped ? Clock.State.LATE : Clock.State.BREACHED));
        raise(clock.alert());
        if (stopped) {
          end(clock.resolution());
        }
      }
    }
    return this;
  }

  List<Clock> clocks(Policy policy) {
    return clocks.values().stream().filter(clock -> clock.policy() == policy).toList();
  }

  Clock clock(Policy policy) {
    var all = clocks(policy);
    if (all.size() != 1) {
      throw new AssertionError("Not one clock of " + policy.word() + ": " + all);
    }
    return all.get(0);
  }

  List<Alert> alerts(Alert.State... in) {
    return alerts.values().stream()
        .filter(alert -> Arrays.asList(in).contains(states.get(alert.id())))
        .toList();
  }

  Alert.State state(Alert alert) {
    return states.get(alert.id());
  }

  private Watch reckon(Set<String> events) {
    var story = new Story(OrderExamples.ID, facts);
    var subject = Subject.order(shop.name(), story.order(), story.number().orElse(null));
    var ground = new Ground(shop, policies, cycle -> scansReachTheShop.test(cycle.carrier()));
    var news = new News(story, shop.zoneOrUtc(), events);
    var outcome =
        new Reckoning(subject, List.copyOf(clocks.values()), news::brought, ground)
            .of(ClockRules.cycles(story, shop.zoneOrUtc()));
    apply(outcome);
    return this;
  }

  private void apply(Outcome outcome) {
    outcome.put().forEach(clock -> clocks.put(clock.id(), clock));
    outcome.dropped().forEach(clocks::remove);
    outcome.ended().forEach(this::end);
  }

  private void raise(Alert alert) {
    if (alerts.putIfAbsent(alert.id(), alert) == null) {
      states.put(alert.id(), Alert.State.OPEN);
      told.add("raised " + alert.policy());
    }
  }

  private void end(Ending ending) {
    var state = states.get(ending.id());
    if (state == Alert.State.OPEN
        || (state == Alert.State.RESOLVED && ending.state() == Alert.State.RETRACTED)) {
      states.put(ending.id(), ending.state());
      told.add(
          ending.state().word() + " " + alerts.get(ending.id()).policy() + ": " + ending.reason());
    }
  }

  private static Clock with(Clock clock, Clock.State state) {
    return new Clock(
        clock.id(),
        clock.subject(),
        clock.policy(),
        clock.shipment(),
        clock.start(),
        clock.timing(),
        clock.deadline(),
        clock.dueAt(),
        state,
        clock.stop(),
        clock.silence());
  }
}
