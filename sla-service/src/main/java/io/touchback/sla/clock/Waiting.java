package io.touchback.sla.clock;

import io.touchback.sla.clock.Cycle.Mark;
import io.touchback.sla.clock.Turn.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of an order waits to be shipped, as one event after the other told it.
 *
 * <p>Each event carries the order as it was when published, but late news tells of an earlier
 * moment, and a record read again is old. So only the newest event is believed whatever it says; an
 * older one may take units away if it is of a kind that does, and a cancelled parcel, a second
 * payment (of an order that came back) or a change of the order itself brings them back at any
 * time.
 */
final class Waiting {
  private static final String CHANGED = "OrderChanged";
  private static final Set<String> TAKING =
      Set.of("OrderShipped", "OrderRefunded", "OrderCancelled", CHANGED);

  private final Holds holds;
  private final List<Turn> turns = new ArrayList<>();
  private final List<Mark> emptied = new ArrayList<>();
  private @Nullable Integer units;
  private Instant newest = Instant.MIN;

  private Waiting(Holds holds) {
    this.holds = holds;
  }

  static Waiting of(Story story, ZoneId zone) {
    var waiting = new Waiting(new Holds(story, zone));
    var payment = Payment.of(story);
    Map<Fact, Shipment> parcels =
        story.shipments().stream().collect(Collectors.toMap(Shipment::origin, parcel -> parcel));
    for (var fact : story.facts()) {
      waiting.count(fact, parcels.get(fact), Payment.isTakenUpAgain(story, fact));
      payment
          .filter(fact::equals)
          .ifPresent(paid -> waiting.turn(Kind.PAID, fact, Payment.mark(paid)));
      waiting.hold(fact);
    }
    return waiting;
  }

  int units() {
    return units == null ? 0 : units;
  }

  /** What left nothing to ship, the first time after that. */
  Optional<Mark> emptiedAfter(Instant at) {
    return emptied.stream()
        .filter(mark -> mark.at().isAfter(at))
        .min(Comparator.comparing(Mark::at));
  }

  /** In the order of time, from payment or the first parcel on: before that nobody waits. */
  List<Turn> turns() {
    var begin =
        turns.stream()
            .filter(turn -> turn.is(Kind.PAID) || turn.is(Kind.SHIPPED))
            .min(Turn.IN_TIME);
    var all = new ArrayList<Turn>();
    turns.stream()
        .sorted(Turn.IN_TIME)
        .filter(turn -> begin.isPresent() && Turn.IN_TIME.compare(turn, begin.get()) >= 0)
        .filter(turn -> !turn.is(Kind.PAID) || turn.equals(begin.get()))
        .filter(turn -> !isExplainedByAParcel(turn))
        .forEach(turn -> all.add(turn.left(isSomethingLeft(turn, all))));
    return all;
  }

  private boolean isSomethingLeft(Turn turn, List<Turn> before) {
    return switch (turn.kind()) {
      case PAID -> turn.left() || isFollowedByAParcel(turn);
      case HELD, RELEASED -> !before.isEmpty() && before.get(before.size() - 1).left();
      case SHIPPED -> turn.left();
      case EMPTIED -> false;
      case MORE -> true;
    };
  }

  private boolean isFollowedByAParcel(Turn turn) {
    return turns.stream()
        .anyMatch(other -> other.is(Kind.SHIPPED) && other.at().isAfter(turn.at()));
  }

  /** Events told at once all carry the order as it is after them, also those before the parcel. */
  private boolean isExplainedByAParcel(Turn turn) {
    return turn.is(Kind.EMPTIED)
        && !TAKING.contains(turn.by().name())
        && turns.stream()
            .filter(next -> next.is(Kind.SHIPPED) || next.is(Kind.MORE))
            .filter(next -> !next.at().isBefore(turn.at()))
            .min(Turn.IN_TIME)
            .filter(next -> next.is(Kind.SHIPPED))
            .isPresent();
  }

  private void count(Fact fact, @Nullable Shipment parcel, boolean comesBack) {
    int before = units == null ? -1 : units;
    var said = said(fact);
    if (said != null && (comesBack || believed(fact, said))) {
      units = said;
    }
    if (said != null && fact.at().isAfter(newest)) {
      newest = fact.at();
    }
    if (parcel != null) {
      turns.add(new Turn(Kind.SHIPPED, fact, parcel.shipped(), isMoreThan(parcel)));
    } else if (units() == 0 && before > 0) {
      turn(Kind.EMPTIED, fact, Mark.of(fact, emptying(fact)));
    } else if (units() > 0 && before == 0) {
      // An order that came back was paid long ago.
      var at = comesBack ? fact.readAt() : fact.at();
      turn(Kind.MORE, fact, new Mark(at, fact.event(), "more to ship"));
    }
    if (said != null && units() == 0 && (before != 0 || fact.is("OrderCancelled"))) {
      emptied.add(parcel == null ? Mark.of(fact, emptying(fact)) : parcel.shipped());
    }
  }

  private boolean believed(Fact fact, int said) {
    return units == null
        || fact.is("ShipmentCancelled")
        || fact.is(CHANGED)
        || !fact.at().isBefore(newest)
        || (said < units && mayTake(fact));
  }

  /** A parcel that is told to hold more has taken units, too. */
  private static boolean mayTake(Fact fact) {
    return TAKING.contains(fact.name()) || fact.is("ShipmentChanged");
  }

  /**
   * Whether something is left after this parcel. It says so itself: events told at once all carry
   * the order as it is after the last of them. But one heard of late knows of later parcels.
   */
  private boolean isMoreThan(Shipment parcel) {
    var part = Shipment.parcel(parcel.origin()).part();
    return "some".equals(part)
        || (part == null && units() > 0)
        || turns.stream()
            .anyMatch(turn -> turn.is(Kind.SHIPPED) && turn.at().isAfter(parcel.shipped().at()));
  }

  private void hold(Fact fact) {
    if (fact.is("OrderHeld") && fact.said().newDate() != null) {
      turn(Kind.HELD, fact, Mark.of(fact, "held until " + fact.said().newDate()));
    }
    if (fact.is("OrderReleased") && holds.isEarly(fact)) {
      turn(Kind.RELEASED, fact, Mark.of(fact, "released"));
    }
  }

  private void turn(Kind kind, Fact by, Mark mark) {
    turns.add(new Turn(kind, by, mark, units() > 0));
  }

  private static @Nullable Integer said(Fact fact) {
    if (fact.is("OrderCancelled")) {
      return 0;
    }
    return fact.said().order() == null ? null : fact.said().order().units();
  }

  private static String emptying(Fact fact) {
    return switch (fact.name()) {
      case "OrderCancelled" -> "cancelled";
      case "OrderRefunded" -> "refunded";
      default -> "nothing left to ship";
    };
  }
}
