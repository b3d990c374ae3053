package io.touchback.sla.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.touchback.sla.clock.Clock;
import io.touchback.sla.clock.Explanation;
import io.touchback.sla.clock.Fact;
import java.time.Instant;
import java.util.List;

/**
 * One clock with everything that made it what it is.
 *
 * @param silence what its alert says
 * @param explanation why it is due when it is, line by line
 * @param events all that is known of its order, as it was read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClockStory(
    @JsonUnwrapped ClockView clock, String silence, List<String> explanation, List<Event> events) {

  static ClockStory of(Clock clock, List<Fact> facts) {
    return new ClockStory(
        ClockView.of(clock),
        clock.silence(),
        Explanation.of(clock),
        facts.stream().map(Event::of).toList());
  }

  /**
   * An event the clock rests on.
   *
   * @param at when it happened
   * @param readAt when it was read here
   */
  record Event(String id, String name, Instant at, Instant readAt) {
    static Event of(Fact fact) {
      return new Event(fact.event(), fact.name(), fact.at(), fact.readAt());
    }
  }
}
