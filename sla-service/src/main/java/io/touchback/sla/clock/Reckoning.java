package io.touchback.sla.clock;

import io.touchback.sla.alert.Alert;
import io.touchback.sla.alert.Alert.Ending;
import io.touchback.sla.clock.Cycle.Mark;
import io.touchback.sla.policy.Gate;
import io.touchback.sla.policy.PolicySet;
import io.touchback.sla.policy.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Compares the clocks a subject should have with those it has: what is to be armed, moved or
 * stopped, and which alerts rise or end by it. Pure; the tables follow its outcome.
 */
final class Reckoning {
  private static final String NO_SCANS = "no scan of this carrier has reached the shop for 30 days";

  private final Subject subject;
  private final Predicate<Cycle> news;
  private final Ground ground;
  private final Map<UUID, Clock> held = new HashMap<>();
  private final Outcome outcome = Outcome.empty();

  /**
   * @param held the subject's clocks as they are
   * @param news whether what has just been read brought a cycle that has no clock
   */
  Reckoning(Subject subject, List<Clock> held, Predicate<Cycle> news, Ground ground) {
    this.subject = subject;
    this.news = news;
    this.ground = ground;
    held.forEach(clock -> this.held.put(clock.id(), clock));
  }

  Outcome of(List<Cycle> cycles) {
    for (var cycle : cycles) {
      var clock = held.remove(Clock.id(subject, cycle));
      if (clock != null) {
        keep(clock, cycle);
      } else if (!leavesNothing(cycle) && news.test(cycle)) {
        begin(cycle);
      }
      // Else an old cycle whose clock was forgotten, or ran under another policy.
    }
    held.values().forEach(this::revoke);
    return outcome;
  }

  /** Then nobody need find out whether it is news, for which all rules are reckoned again. */
  private boolean leavesNothing(Cycle cycle) {
    return cycle.policy().fleeting() && cycle.stop() != null && armed(cycle).inTime(cycle.stop());
  }

  private Clock armed(Cycle cycle) {
    return Clock.armed(subject, cycle, Timing.of(cycle, terms(cycle), ground.shop));
  }

  private Terms terms(Cycle cycle) {
    return ground.policies.terms(cycle.policy());
  }

  private void begin(Cycle cycle) {
    var clock = armed(cycle);
    var hindrance = hindrance(cycle);
    if (hindrance.isPresent()) {
      off(clock, cycle, hindrance.get());
    } else if (cycle.stop() != null) {
      stop(clock, cycle.stop());
    } else {
      outcome.put.add(clock);
    }
  }

  private void off(Clock clock, Cycle cycle, String why) {
    if (cycle.stop() == null || !clock.policy().fleeting()) {
      end(clock, Clock.State.OFF, new Mark(clock.start().at(), clock.start().event(), why));
    }
  }

  private void keep(Clock clock, Cycle cycle) {
    var current =
        clock.state() == Clock.State.OPEN || reopens(clock, cycle) ? current(clock, cycle) : clock;
    if (cycle.stop() != null) {
      stop(current, cycle.stop());
    } else if (current.isOpen() && isUnscanned(cycle)) {
      off(current, cycle, NO_SCANS);
    } else if (!current.equals(clock)) {
      outcome.put.add(current);
    }
  }

  /**
   * What stopped it was taken back, its shop is with us again, or its parcel is with a carrier
   * whose scans reach the shop.
   */
  private boolean reopens(Clock clock, Cycle cycle) {
    return cycle.stop() == null
        && ground.shop.active()
        && switch (clock.state()) {
          case STOPPED -> true;
          case OFF ->
              isEndedBy(Alert.SHOP_NOT_ACTIVE, clock)
                  || (isEndedBy(NO_SCANS, clock) && hindrance(cycle).isEmpty());
          default -> false;
        };
  }

  private static boolean isEndedBy(String why, Clock clock) {
    return clock.stop() != null && why.equals(clock.stop().what());
  }

  /** As it is told now, under the terms it was armed with, unless its shop was not known then. */
  private Clock current(Clock clock, Cycle cycle) {
    boolean provisional = clock.timing().zone() == null && ground.shop.zone() != null;
    return provisional ? armed(cycle) : Clock.armed(subject, cycle, clock.timing());
  }

  private void stop(Clock clock, Mark stop) {
    boolean inTime = clock.inTime(stop);
    switch (clock.state()) {
      case OPEN -> {
        if (inTime) {
          end(clock, Clock.State.STOPPED, stop);
        } else {
          // A breach; but earlier proof may wait in a stream that has not been read that far.
          outcome.put.add(clock.ended(Clock.State.OPEN, stop));
        }
      }
      case BREACHED -> {
        if (inTime) {
          retract(clock, stop);
        } else {
          resolve(clock, stop);
        }
      }
      case LATE -> {
        if (inTime) {
          retract(clock, stop);
        }
      }
      case OFF -> {
        if (clock.policy().fleeting()) {
          outcome.dropped.add(clock.id());
        }
      }
      case STOPPED -> {}
    }
  }

  /** What we know by now no longer calls for this clock. */
  private void revoke(Clock clock) {
    var revoked = new Mark(clock.start().at(), clock.start().event(), "never due after all");
    switch (clock.state()) {
      case OPEN -> end(clock, Clock.State.STOPPED, revoked);
      case BREACHED, LATE -> {
        retract(clock, revoked, revoked.what());
      }
      case STOPPED, OFF -> {}
    }
  }

  private void resolve(Clock clock, Mark stop) {
    var late = clock.ended(Clock.State.LATE, stop);
    outcome.put.add(late);
    outcome.ended.add(late.resolution());
  }

  private void retract(Clock clock, Mark stop) {
    var teller = clock.policy().gate() == Gate.NOTICES ? "its notice" : "the platform";
    var reason = "%s in time on %s; %s told us late".formatted(stop.what(), stop.at(), teller);
    retract(clock, stop, reason);
  }

  /** Its alert names it, so it is kept, however fleeting. */
  private void retract(Clock clock, Mark stop, String reason) {
    outcome.ended.add(new Ending(clock.id(), Alert.State.RETRACTED, reason));
    outcome.put.add(clock.ended(Clock.State.STOPPED, stop));
  }

  private void end(Clock clock, Clock.State how, Mark by) {
    if (clock.policy().fleeting() && how == Clock.State.STOPPED) {
      outcome.dropped.add(clock.id());
    } else {
      outcome.put.add(clock.ended(how, by));
    }
  }

  private Optional<String> hindrance(Cycle cycle) {
    if (!terms(cycle).enabled()) {
      return Optional.of("the policy is off");
    }
    if (isUnscanned(cycle)) {
      return Optional.of(NO_SCANS);
    }
    // Last: a clock that is off for nothing else runs when the shop is back.
    return ground.shop.active() ? Optional.empty() : Optional.of(Alert.SHOP_NOT_ACTIVE);
  }

  private boolean isUnscanned(Cycle cycle) {
    return cycle.carrier() != null && !ground.scanned.test(cycle);
  }

  /**
   * What the clocks of a subject stand on.
   *
   * @param scanned whether the carrier a cycle names gives this shop scans
   */
  record Ground(Shop shop, PolicySet policies, Predicate<Cycle> scanned) {}

  /**
   * What follows.
   *
   * @param put clocks as they now are, new or not
   * @param dropped clocks not worth keeping, if they are there
   */
  record Outcome(List<Clock> put, List<UUID> dropped, List<Ending> ended) {
    static Outcome empty() {
      return new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void add(Outcome other) {
      put.addAll(other.put);
      dropped.addAll(other.dropped);
      ended.addAll(other.ended);
    }
  }
}
