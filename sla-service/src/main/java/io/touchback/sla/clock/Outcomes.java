package io.touchback.sla.clock;

import io.touchback.sla.alert.Alerts;
import io.touchback.sla.clock.DueTable.Entry;
import io.touchback.sla.clock.Reckoning.Outcome;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the tables follow a reckoning, in the caller's transaction. */
@Singleton
final class Outcomes {
  private final ClockTable clocks;
  private final DueTable due;
  private final Alerts alerts;

  Outcomes(ClockTable clocks, DueTable due, Alerts alerts) {
    this.clocks = clocks;
    this.due = due;
    this.alerts = alerts;
  }

  /**
   * @param held the clocks it was reckoned from, as they are, locked
   */
  void apply(Collection<Clock> held, Outcome outcome) {
    clocks.put(outcome.put());
    clocks.drop(outcome.dropped());
    changeDue(held, outcome);
    alerts.end(outcome.ended());
  }

  private void changeDue(Collection<Clock> held, Outcome outcome) {
    var touched =
        Stream.concat(outcome.put().stream().map(Clock::id), outcome.dropped().stream())
            .collect(Collectors.toSet());
    var before = entries(held.stream().filter(clock -> touched.contains(clock.id())));
    var after = entries(outcome.put().stream());
    due.remove(without(before, after));
    due.add(without(after, before));
  }

  private static Set<Entry> entries(Stream<Clock> clocks) {
    return clocks.filter(Clock::isOpen).map(Entry::of).collect(Collectors.toSet());
  }

  private static List<Entry> without(Set<Entry> entries, Set<Entry> others) {
    return entries.stream().filter(entry -> !others.contains(entry)).toList();
  }
}
