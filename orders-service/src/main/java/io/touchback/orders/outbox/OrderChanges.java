package io.touchback.orders.outbox;

import io.opentelemetry.context.Context;
import io.touchback.orders.event.Dated;
import io.touchback.orders.event.OrderEvents;
import io.touchback.orders.order.OrderBook;
import io.touchback.orders.order.OrderKey;
import io.touchback.orders.order.OrderLifecycle;
import io.touchback.orders.order.OrderState;
import io.touchback.orders.order.OrderUpdate;
import io.touchback.orders.order.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Changes to orders, and what they lead us to tell: written together or not at all. */
@ApplicationScoped
public class OrderChanges {
  private final OrderEvents events;
  private final Publishing publishing;
  private final Clock clock;

  OrderChanges(OrderEvents events, Publishing publishing, Clock clock) {
    this.events = events;
    this.publishing = publishing;
    this.clock = clock;
  }

  /** Changes to these locked orders, in the caller's transaction. */
  public Batch to(OrderBook book) {
    return new Batch(book);
  }

  /** A rule of the lifecycle, as it stands before and at that time. */
  @FunctionalInterface
  public interface Rule {
    Outcome apply(OrderState before, Instant now);
  }

  /** What one transaction does. */
  public final class Batch {
    private final OrderBook book;
    private final List<Traced> told = new ArrayList<>();

    private Batch(OrderBook book) {
      this.book = book;
    }

    /** Somebody said something of an order. */
    public OrderState hear(
        OrderKey key, OrderUpdate update, OrderLifecycle lifecycle, Instant receivedAt) {
      return change(key, (before, now) -> lifecycle.apply(before, update, now), receivedAt);
    }

    /** One of the rules is due. */
    public OrderState change(OrderKey key, Rule rule) {
      return change(key, rule, clock.instant());
    }

    private OrderState change(OrderKey key, Rule rule, Instant now) {
      var outcome = rule.apply(book.state(key, now), now);
      var news = events.of(outcome, now);
      book.put(outcome.state());
      news.forEach(this::tell);
      return outcome.state();
    }

    /** Tells something that is not of one of these orders. */
    public void tell(Dated event) {
      told.add(new Traced(event, Context.current()));
    }

    /** Writes the orders, and then the events: their rows are locked by now. */
    public void write() {
      book.save();
      int from = 0;
      for (int to = 1; to <= told.size(); to++) {
        if (to == told.size() || told.get(to).trace() != told.get(from).trace()) {
          publish(told.subList(from, to));
          from = to;
        }
      }
    }

    /** Events of one trace; of untraced ones all at once. */
    private void publish(List<Traced> run) {
      var events = run.stream().map(Traced::event).toList();
      run.get(0).trace().wrap(() -> publishing.publish(events)).run();
    }
  }

  private record Traced(Dated event, Context trace) {}
}
