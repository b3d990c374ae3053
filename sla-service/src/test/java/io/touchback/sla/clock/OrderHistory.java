package io.touchback.sla.clock;

import io.touchback.sla.clock.Fact.Notice;
import io.touchback.sla.clock.Fact.Order;
import io.touchback.sla.clock.Fact.Parcel;
import io.touchback.sla.clock.Fact.Said;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What really happened to a made-up order, and the events that told of it, all from one seed. */
final class OrderHistory {
  static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
  static final Instant END = BEGIN.plus(Duration.ofDays(60));

  /** What happened, by when; no two things at once. */
  final TreeMap<Instant, Happening> truth = new TreeMap<>();

  /** From then on it is to be shipped before it is paid; null = never. */
  Instant shipsUnpaidFrom;

  private final Random random;
  private final Map<String, Parcel> parcels = new HashMap<>();
  private final Map<String, Integer> shipped = new HashMap<>();
  private int waiting;
  private boolean cancelled;

  OrderHistory(long seed) {
    random = new Random(seed);
    waiting = 1 + random.nextInt(4);
    int units = waiting;
    var placed = later(BEGIN, 60);
    happens(placed, new Happening("OrderPlaced", null, null, null, null, units));
    var steps = new TreeMap<Instant, Runnable>();
    if (random.nextInt(5) == 0) {
      shipsUnpaidFrom = random.nextBoolean() ? placed : saidLater(placed, steps);
    }
    live(steps, placed);
  }

  private Instant saidLater(Instant placed, TreeMap<Instant, Runnable> steps) {
    var at = later(placed, 2 * 24 * 60);
    steps.put(
        at, () -> happens(at, new Happening("OrderChanged", null, null, null, null, waiting)));
    return at;
  }

  private void live(TreeMap<Instant, Runnable> steps, Instant placed) {
    var plan = new ArrayList<Instant>();
    for (int i = 0; i < 3 + random.nextInt(7); i++) {
      plan.add(later(placed, 20 * 24 * 60));
    }
    plan.sort(Comparator.naturalOrder());
    if (random.nextInt(10) > 0) {
      var paid = later(placed, 3 * 24 * 60);
      steps.put(
          paid, () -> happens(paid, new Happening("OrderPaid", null, null, null, null, waiting)));
    }
    for (var at : plan) {
      steps.put(at, () -> step(at));
    }
    if (random.nextInt(30) == 0) {
      var erased = later(placed, 30 * 24 * 60);
      steps.put(
          erased,
          () -> happens(erased, new Happening("CustomerErased", null, null, null, null, -1)));
    }
    steps.values().forEach(Runnable::run);
  }

  private void step(Instant at) {
    int dice = random.nextInt(12);
    if (dice < 6 && waiting > 0) {
      ship(at);
    } else if (dice == 6 && !shipped.isEmpty() && !cancelled) {
      callBack(at);
    } else if (dice == 7) {
      hold(
          at,
          at.plus(Duration.ofDays(1 + random.nextInt(9))).atOffset(ZoneOffset.UTC).toLocalDate());
    } else if (dice == 8) {
      hold(at, null);
    } else if (dice == 9 && waiting > 0) {
      waiting = 0;
      happens(at, new Happening("OrderRefunded", null, null, null, null, 0));
    } else if (dice == 10 && !cancelled) {
      waiting = 0;
      cancelled = true;
      happens(at, new Happening("OrderCancelled", null, null, null, null, 0));
    }
  }

  private void ship(Instant at) {
    int units = 1 + random.nextInt(waiting);
    waiting -= units;
    int number = parcels.size() + 1;
    var estimate =
        random.nextBoolean()
            ? at.plus(Duration.ofDays(random.nextInt(5))).atOffset(ZoneOffset.UTC).toLocalDate()
            : null;
    var parcel =
        new Parcel(
            "parcel-" + number,
            number,
            waiting == 0 ? "last" : "some",
            "label",
            at,
            "dpd",
            "DPD",
            random.nextInt(4) > 0,
            estimate,
            random.nextBoolean() ? "DE" : "FR");
    parcels.put(parcel.id(), parcel);
    shipped.put(parcel.id(), units);
    happens(at, new Happening("OrderShipped", parcel, null, null, null, waiting));
    tell(at, "shipped", parcel.id());
    travel(at, parcel);
  }

  private void travel(Instant shippedAt, Parcel parcel) {
    var at = shippedAt;
    var ways =
        List.of("picked_up", "in_transit", "in_transit", "delayed", "out_for_delivery", "label");
    for (int i = 0; i < random.nextInt(5); i++) {
      at = later(at, 5 * 24 * 60);
      happens(
          at,
          new Happening(
              "ParcelMoved", parcel, ways.get(random.nextInt(ways.size())), null, null, -1));
    }
    if (random.nextInt(3) > 0) {
      at = later(at, 5 * 24 * 60);
      var end = List.of("delivered", "delivered", "ready_for_pickup", "returning");
      happens(at, new Happening("ParcelMoved", parcel, end.get(random.nextInt(4)), null, null, -1));
      if (random.nextInt(4) == 0) {
        at = later(at, 5 * 24 * 60);
        happens(at, new Happening("ParcelMoved", parcel, "in_transit", null, null, -1));
      }
    }
  }

  private void callBack(Instant at) {
    var id = shipped.keySet().stream().sorted().findFirst().orElseThrow();
    waiting += shipped.remove(id);
    happens(at, new Happening("ShipmentCancelled", parcels.get(id), null, null, null, waiting));
  }

  private void hold(Instant at, LocalDate newDate) {
    happens(at, new Happening("OrderHeld", null, null, newDate, null, waiting));
    tell(at, "order-held", null);
  }

  /** Mostly at once; sometimes late, sometimes never, sometimes with a reason. */
  private void tell(Instant at, String kind, String shipment) {
    int dice = random.nextInt(6);
    if (dice == 0) {
      happens(
          later(at, 1),
          new Happening(
              "NoticeSuppressed", null, null, null, new Notice(kind, shipment, "no address"), -1));
    }
    if (dice > 1) {
      var sent = later(at, dice == 2 ? 300 : 10);
      happens(
          sent,
          new Happening("NoticeSent", null, null, null, new Notice(kind, shipment, null), -1));
    }
  }

  private void happens(Instant at, Happening what) {
    var when = at;
    while (truth.containsKey(when)) {
      when = when.plusMillis(1);
    }
    truth.put(when, what);
  }

  private Instant later(Instant from, int withinMinutes) {
    return from.plusSeconds(1 + random.nextInt(withinMinutes * 60));
  }

  /**
   * The events of {@code orders} or of {@code notices}, in the order in which they are published.
   */
  List<Fact> events(boolean notices) {
    var facts = new ArrayList<Fact>();
    int units = 0;
    boolean paid = false;
    for (var entry : truth.entrySet()) {
      var what = entry.getValue();
      units = what.units < 0 ? units : what.units;
      paid |= what.name.equals("OrderPaid");
      if ((what.notice != null) == notices) {
        facts.add(fact(entry.getKey(), what, units, !paid));
      }
    }
    return facts;
  }

  private Fact fact(Instant at, Happening what, int units, boolean unpaid) {
    boolean shipsUnpaid =
        unpaid && shipsUnpaidFrom != null && !at.isBefore(shipsUnpaidFrom) && what.notice == null;
    var order =
        what.name.equals("CustomerErased")
            ? null
            : new Order(
                "#1001", false, false, null, what.notice == null ? units : null, shipsUnpaid);
    var said = new Said(order, what.parcel, what.scan, what.newDate, what.notice, null);
    return new Fact(what.name + "@" + at, what.name, at, at, said);
  }

  /**
   * Something that happened.
   *
   * @param units that wait from then on, -1 = as many as before
   */
  record Happening(
      String name, Parcel parcel, String scan, LocalDate newDate, Notice notice, int units) {}
}
