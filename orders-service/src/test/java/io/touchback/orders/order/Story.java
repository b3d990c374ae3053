package io.touchback.orders.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An order's life in a test: updates in, what happened out. */
public final class Story {
  private final OrderLifecycle lifecycle = OrderExamples.lifecycle();
  private final List<Happened> happened = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private OrderState state;
  private Instant now;

  public Story(Instant start) {
    this.now = start;
    this.state = OrderExamples.unknown(start);
  }

  public Story at(String time) {
    now = Instant.parse(time);
    return this;
  }

  public Story hears(OrderUpdate... updates) {
    for (var update : updates) {
      take(lifecycle.apply(state, update, now));
    }
    return this;
  }

  public Story waitsEnough() {
    return take(lifecycle.waitedEnough(state, now));
  }

  public Story erases() {
    return take(lifecycle.erase(state, now));
  }

  private Story take(Outcome outcome) {
    state = outcome.state();
    happened.addAll(outcome.happened());
    outcomes.add(outcome);
    return this;
  }

  public OrderState state() {
    return state;
  }

  public Instant now() {
    return now;
  }

  public List<Happened> happened() {
    return happened;
  }

  public List<Outcome> outcomes() {
    return outcomes;
  }

  public Outcome last() {
    return outcomes.get(outcomes.size() - 1);
  }

  /** What happened, in short: {@code Placed Paid Shipped}. */
  public String told() {
    return told(happened);
  }

  static String told(List<Happened> happened) {
    return String.join(" ", happened.stream().map(Story::word).toList());
  }

  private static String word(Happened news) {
    var name = news.getClass().getSimpleName();
    return news instanceof Happened.ParcelMoved moved ? moved.status().word() : name;
  }
}
