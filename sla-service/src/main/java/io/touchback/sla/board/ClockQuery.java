package io.touchback.sla.board;

import io.touchback.messaging.Filter;
import io.touchback.sla.clock.Clock.State;
import io.touchback.sla.policy.Gate;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list of clocks, the one due first first, in SQL of its own for each kind of question: what runs
 * is found without reading all that ever ran.
 */
record ClockQuery(String from, Filter filter, String order) {
  private static final String FIRST_DUE = "due_at, id";

  /** No open clock is due before the first of those that are due one day. */
  private static final String NOT_BEFORE_THE_FIRST =
      "due_at >= least("
          + ofEachGate(
              "(select due_at from due_clock where gate = '%s' order by due_at limit 1)", ", ")
          + ")";

  /** One that breached again after its alert was retracted is told of by no open alert. */
  private static final String TOLD_OF =
      "id in (select id from alert where state in ('open', 'retracted'))";

  private static final String ALL_OPEN =
      "("
          + ofEachGate(
              "(select due_at, id from due_clock where gate = '%s' order by due_at, id)",
              " union all ")
          + ") as due (at, entry) join clock on clock.id = due.entry";

  static ClockQuery of(
      @Nullable String shop,
      @Nullable String state,
      @Nullable String policy,
      @Nullable String subject,
      PageRequest page) {
    var filter = Asked.filter(shop, state, policy, subject);
    if (State.OPEN.word().equals(state)) {
      return shop == null && subject == null
          ? new ClockQuery(ALL_OPEN, filter, "due.at, due.entry")
          : new ClockQuery("clock", filter.with(NOT_BEFORE_THE_FIRST, state), FIRST_DUE);
    }
    if (State.BREACHED.word().equals(state)) {
      return new ClockQuery("clock", filter.with(TOLD_OF, state), FIRST_DUE);
    }
    return filter.where().isEmpty()
        ? new ClockQuery(firstOfEachShop(page.offset() + page.length()), filter, FIRST_DUE)
        : new ClockQuery("clock", filter, FIRST_DUE);
  }

  String sql() {
    return "select clock.* from "
        + from
        + filter.where()
        + " order by "
        + order
        + " limit ? offset ?";
  }

  @Nullable Object[] arguments(PageRequest page) {
    return filter.arguments(page.length(), page.offset());
  }

  private static String firstOfEachShop(int atMost) {
    return "shop cross join lateral (select * from clock where clock.shop = shop.shop order by "
        + FIRST_DUE
        + " limit "
        + atMost
        + ") as clock";
  }

  private static String ofEachGate(String sql, String between) {
    return Arrays.stream(Gate.values())
        .map(gate -> sql.formatted(gate.name()))
        .collect(Collectors.joining(between));
  }
}
