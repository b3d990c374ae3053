package io.touchback.sla.clock;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.touchback.sla.clock.Cycle.Mark;
import io.touchback.sla.clock.HeartbeatRules.Beats;
import io.touchback.sla.clock.Reckoning.Ground;
import io.touchback.sla.clock.Reckoning.Outcome;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps each shop's heartbeat clock: one runs from when its platform was heard last. */
@Singleton
public final class Heartbeats {
  private final ShopTable shops;
  private final HeartbeatTable heartbeats;
  private final Grounds grounds;
  private final ClockTable clocks;
  private final Outcomes outcomes;

  Heartbeats(
      ShopTable shops,
      HeartbeatTable heartbeats,
      Grounds grounds,
      ClockTable clocks,
      Outcomes outcomes) {
    this.shops = shops;
    this.heartbeats = heartbeats;
    this.grounds = grounds;
    this.clocks = clocks;
    this.outcomes = outcomes;
  }

  /** Takes what has just been heard; in the caller's transaction. */
  public void take(List<Heard> heard) {
    if (heard.isEmpty()) {
      return;
    }
    var byShop = heard.stream().collect(groupingBy(Heard::shop, TreeMap::new, toList()));
    beat(
        byShop.keySet(),
        (shop, before) ->
            HeartbeatRules.beats(shop, before, marks(Objects.requireNonNull(byShop.get(shop)))));
  }

  /** A shop that had left is ours again: that, too, is a sign of life. */
  void back(String shop, Mark by) {
    beat(Set.of(shop), (name, before) -> Optional.of(HeartbeatRules.back(name, before, by)));
  }

  private void beat(Set<String> names, Rules rules) {
    var ground = grounds.of(shops.held(names).values(), List.of());
    var before = heartbeats.of(names);
    var held = clocks.ofShops(names);
    var running = held.stream().collect(groupingBy(clock -> clock.subject().id()));
    var after = new HashMap<String, Rhythm>();
    var outcome = Outcome.empty();
    names.forEach(
        shop ->
            rules
                .beats(shop, before.get(shop))
                .ifPresent(
                    beats -> {
                      after.put(shop, beats.rhythm());
                      var clocks = running.getOrDefault(shop, List.of());
                      outcome.add(
                          reckon(shop, beats, clocks, Objects.requireNonNull(ground.get(shop))));
                    }));
    heartbeats.put(after);
    outcomes.apply(held, outcome);
  }

  private static Outcome reckon(String shop, Beats beats, List<Clock> running, Ground ground) {
    var subject = Subject.shop(shop);
    var cycles = new ArrayList<Cycle>();
    // Without a clock the cycle before was stopped with its shop.
    if (beats.ended() != null && isRunning(Clock.id(subject, beats.ended()), running)) {
      cycles.add(beats.ended());
    }
    cycles.addAll(beats.begun());
    return new Reckoning(subject, running, beats.begun()::contains, ground).of(cycles);
  }

  private static boolean isRunning(UUID id, List<Clock> running) {
    return running.stream().anyMatch(clock -> clock.id().equals(id));
  }

  private static List<Mark> marks(List<Heard> hearings) {
    return hearings.stream().map(heard -> new Mark(heard.at(), heard.event(), "heard")).toList();
  }

  /** What follows for a shop from its rhythm, if anything. */
  private interface Rules {
    Optional<Beats> beats(String shop, @Nullable Rhythm before);
  }

  /**
   * A shop's platform posted something.
   *
   * @param event id of the event that told so
   */
  public record Heard(String shop, Instant at, String event) {}
}
