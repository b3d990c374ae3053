package io.touchback.sla.clock;

import static io.touchback.sla.policy.Policy.ORDER_DISPATCH;

import io.touchback.sla.clock.Cycle.Mark;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Paid, or to be shipped before that, and nothing leaves. Each parcel starts a new cycle for the
 * rest; a hold with a new date starts one that is due at that day's end, and what starts later is
 * not due before it either. A hold without a date changes nothing.
 */
final class DispatchRules {
  private DispatchRules() {}

  static List<Cycle> cycles(Story story, ZoneId zone) {
    var waiting = Waiting.of(story, zone);
    var holds = new Holds(story, zone);
    var turns = waiting.turns();
    var cycles = new ArrayList<Cycle>();
    for (int i = 0; i < turns.size(); i++) {
      var turn = turns.get(i);
      boolean newest = i == turns.size() - 1;
      var stop = newest ? end(turn, waiting) : Optional.of(turns.get(i + 1).mark());
      boolean ran = newest ? waiting.units() > 0 || stop.isPresent() : turn.left();
      if (ran && isNews(story, turn)) {
        cycles.add(
            new Cycle(
                ORDER_DISPATCH,
                key(turn),
                null,
                turn.mark(),
                stop.orElse(null),
                deadline(holds, turn),
                null,
                silence(story, turn, waiting.units(), zone)));
      }
    }
    return cycles;
  }

  /** What went away without an event of its own ended the waiting too. */
  private static Optional<Mark> end(Turn newest, Waiting waiting) {
    return newest.left() && waiting.units() == 0
        ? waiting.emptiedAfter(newest.at())
        : Optional.empty();
  }

  private static String key(Turn turn) {
    return switch (turn.kind()) {
      case PAID -> "paid";
      case SHIPPED -> "shipment:" + Shipment.parcel(turn.by()).id();
      default -> turn.kind().name().toLowerCase(Locale.ROOT) + ":" + turn.by().event();
    };
  }

  private static boolean isNews(Story story, Turn turn) {
    return story.starts(turn.by(), turn.at())
        && (!turn.is(Turn.Kind.PAID) || Payment.isNews(story));
  }

  private static Deadline deadline(Holds holds, Turn turn) {
    return switch (turn.kind()) {
      case HELD -> new Deadline.EndOfDay(Objects.requireNonNull(turn.by().said().newDate()));
      case RELEASED -> new Deadline.NotAfter(holds.before(turn.by()).orElseThrow());
      default ->
          holds
              .promised(turn.at())
              .<Deadline>map(Deadline.NotBefore::new)
              .orElseGet(Deadline.AfterStart::new);
    };
  }

  private static String silence(Story story, Turn turn, int units, ZoneId zone) {
    var day = turn.at().atZone(zone).toLocalDate();
    var order = story.title();
    var so =
        switch (turn.kind()) {
          case PAID -> begun(turn.by()).formatted(order, day) + " and nothing has shipped";
          case SHIPPED ->
              "%s of %s left on %s and the rest has not shipped since"
                  .formatted(Shipment.name(turn.by()), story.name(), day);
          case HELD ->
              "%s was promised for %s and has not shipped"
                  .formatted(order, turn.by().said().newDate());
          case RELEASED -> "%s was released on %s and has not shipped".formatted(order, day);
          default -> "%s has had more to ship since %s".formatted(order, day);
        };
    return so + (units == 1 ? ": 1 unit is waiting." : ": " + units + " units are waiting.");
  }

  private static String begun(Fact by) {
    if (!Payment.isYetToCome(by)) {
      return "%s was paid on %s";
    }
    return by.is("OrderPlaced")
        ? "%s was placed on %s, to be paid later,"
        : "%s is to be shipped unpaid since %s";
  }
}
