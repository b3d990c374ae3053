package io.touchback.sla.clock;

import io.touchback.sla.alert.Alerts;
import io.touchback.sla.clock.Reckoning.Outcome;
import jakarta.inject.Singleton;

/** Makes the tables follow a reckoning, in the caller's transaction. */
@Singleton
final class Outcomes {
  private final ClockTable clocks;
  private final Alerts alerts;

  Outcomes(ClockTable clocks, Alerts alerts) {
    this.clocks = clocks;
    this.alerts = alerts;
  }

  void apply(Outcome outcome) {
    clocks.put(outcome.put());
    clocks.drop(outcome.dropped());
    alerts.end(outcome.ended());
  }
}
