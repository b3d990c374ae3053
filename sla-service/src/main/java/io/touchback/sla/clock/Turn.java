package io.touchback.sla.clock;

import io.touchback.sla.clock.Cycle.Mark;
import java.time.Instant;
import java.util.Comparator;

/**
 * Something that began, renewed or ended an order's waiting to be shipped.
 *
 * @param left something was still to ship after it
 */
record Turn(Kind kind, Fact by, Mark mark, boolean left) {
  static final Comparator<Turn> IN_TIME = Comparator.comparing(Turn::at).thenComparing(Turn::kind);

  Instant at() {
    return mark.at();
  }

  boolean is(Kind other) {
    return kind == other;
  }

  Turn left(boolean something) {
    return new Turn(kind, by, mark, something);
  }

  /** In the order in which they follow when they carry the same time. */
  enum Kind {
    /** Or to be shipped before that. */
    PAID,
    /** Put off to a day. */
    HELD,
    /** A hold with a day is over before that day. */
    RELEASED,
    SHIPPED,
    /** The last unit went without a parcel: cancelled, refunded. */
    EMPTIED,
    /** There is something to ship again. */
    MORE
  }
}
