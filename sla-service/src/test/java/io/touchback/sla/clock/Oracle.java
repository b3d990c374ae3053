package io.touchback.sla.clock;

import io.touchback.sla.clock.OrderHistory.Happening;
import io.touchback.sla.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which alerts must exist, found by living through what really happened, one thing after the other,
 * with a set of egg timers. It shares nothing with {@link ClockRules} but the calendar: all targets
 * are calendar days in UTC here.
 */
final class Oracle {
  static final Map<Policy, Duration> TARGETS =
      Map.of(
          Policy.ORDER_DISPATCH, Duration.ofDays(3),
          Policy.SHIPMENT_TOLD, Duration.ofMinutes(15),
          Policy.PROBLEM_TOLD, Duration.ofHours(1),
          Policy.PARCEL_FIRST_SCAN, Duration.ofDays(4),
          Policy.PARCEL_MOVEMENT, Duration.ofDays(3),
          Policy.PARCEL_DELIVERY, Duration.ofDays(1));

  private final Map<String, Timer> timers = new HashMap<>();
  private final TreeSet<String> alerts = new TreeSet<>();
  private final TreeMap<String, String> whereabouts = new TreeMap<>();
  private boolean begun;
  private LocalDate promised;
  private int waiting;

  /** One line an alert: policy, parcel, since, due, whether the silence ended. */
  static TreeSet<String> alerts(OrderHistory history) {
    var oracle = new Oracle();
    for (var entry : history.truth.entrySet()) {
      var what = entry.getValue();
      if (what.name().equals("CustomerErased")) {
        oracle.stopAll(entry.getKey(), timer -> true);
        return oracle.alerts;
      }
      oracle.live(entry.getKey(), what);
      if (entry.getKey().equals(history.shipsUnpaidFrom)) {
        oracle.begin(entry.getKey());
      }
    }
    oracle.timers.values().stream()
        .filter(timer -> !timer.due.isAfter(OrderHistory.END))
        .forEach(timer -> oracle.alerts.add(timer + " open"));
    return oracle.alerts;
  }

  private void live(Instant at, Happening what) {
    switch (what.name()) {
      case "OrderPaid" -> begin(at);
      case "OrderShipped" -> {
        begun = true;
        waiting = what.units();
        startDispatch(at);
        over(at);
        ship(at, what);
      }
      case "ShipmentCancelled" -> {
        boolean none = waiting == 0;
        waiting = what.units();
        if (none && begun) {
          startDispatch(at);
        }
        stopAll(at, timer -> what.parcel().id().equals(timer.parcel));
        whereabouts.put(what.parcel().id(), "closed");
      }
      case "OrderHeld" -> hold(at, what);
      case "OrderRefunded", "OrderCancelled" -> {
        waiting = 0;
        startDispatch(at);
        over(at);
      }
      case "ParcelMoved" -> move(at, what);
      case "NoticeSent" -> tell(at, what);
      default -> waiting = what.units() < 0 ? waiting : what.units();
    }
  }

  private void begin(Instant at) {
    if (!begun) {
      begun = true;
      startDispatch(at);
    }
  }

  /** Anything that moves an order stops what ran; the rest, if any, waits from here. */
  private void startDispatch(Instant at) {
    stop("dispatch", at);
    if (waiting > 0) {
      var due = at.plus(TARGETS.get(Policy.ORDER_DISPATCH));
      var day = promised == null ? due : endOf(promised);
      start("dispatch", Policy.ORDER_DISPATCH, null, at, day.isAfter(due) ? day : due);
    }
  }

  private void hold(Instant at, Happening what) {
    start("hold " + at, Policy.PROBLEM_TOLD, null, at, at.plus(TARGETS.get(Policy.PROBLEM_TOLD)));
    if (what.newDate() != null) {
      promised = what.newDate();
      if (begun && waiting > 0) {
        stop("dispatch", at);
        start("dispatch", Policy.ORDER_DISPATCH, null, at, endOf(promised));
      }
    }
  }

  /** Nobody need be told of a hold when nothing is held any more. */
  private void over(Instant at) {
    if (waiting == 0) {
      stopAll(at, timer -> timer.policy == Policy.PROBLEM_TOLD);
    }
  }

  private void ship(Instant at, Happening what) {
    var id = what.parcel().id();
    start("told " + id, Policy.SHIPMENT_TOLD, id, at, at.plusSeconds(15 * 60));
    if (what.parcel().numbered()) {
      start("first " + id, Policy.PARCEL_FIRST_SCAN, id, at, at.plus(Duration.ofDays(4)));
    }
    if (what.parcel().estimate() != null) {
      var from = endOf(what.parcel().estimate());
      var due = (from.isBefore(at) ? at : from).plus(Duration.ofDays(1));
      start("delivery " + id, Policy.PARCEL_DELIVERY, id, at, due);
    }
  }

  private void move(Instant at, Happening what) {
    var id = what.parcel().id();
    boolean closed = "closed".equals(whereabouts.get(id));
    if (what.scan().equals("label") || closed) {
      return;
    }
    stop("first " + id, at);
    stop("movement " + id, at);
    switch (what.scan()) {
      case "delivered" -> {
        stop("delivery " + id, at);
        stop("told " + id, at);
        whereabouts.put(id, "closed");
      }
      case "ready_for_pickup" -> stop("delivery " + id, at);
      case "returning" -> {
        stop("delivery " + id, at);
        whereabouts.put(id, "turned back");
      }
      default -> {
        if (!whereabouts.containsKey(id)) {
          start("movement " + id, Policy.PARCEL_MOVEMENT, id, at, at.plus(Duration.ofDays(3)));
        }
      }
    }
  }

  private void tell(Instant at, Happening what) {
    if (what.notice().kind().equals("shipped")) {
      stop("told " + what.notice().shipment(), at);
    } else {
      stopAll(at, timer -> timer.policy == Policy.PROBLEM_TOLD);
    }
  }

  private void start(String name, Policy policy, String parcel, Instant at, Instant due) {
    timers.put(name, new Timer(policy, parcel, at, due));
  }

  private void stop(String name, Instant at) {
    var timer = timers.remove(name);
    if (timer != null && at.isAfter(timer.due)) {
      alerts.add(timer + " resolved");
    }
  }

  private void stopAll(Instant at, Predicate<Timer> which) {
    timers.entrySet().stream()
        .filter(timer -> which.test(timer.getValue()))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(name -> stop(name, at));
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private record Timer(Policy policy, String parcel, Instant since, Instant due) {
    @Override
    public String toString() {
      return line(policy.word(), parcel, since, due);
    }
  }

  static String line(String policy, String parcel, Instant since, Instant due) {
    return "%s %s since %s due %s".formatted(policy, Objects.toString(parcel, ""), since, due);
  }
}
