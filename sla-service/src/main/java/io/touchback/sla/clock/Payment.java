package io.touchback.sla.clock;

import io.touchback.sla.clock.Cycle.Mark;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When an order was paid: as its own event says or, if that was lost, as another mentions. */
final class Payment {
  private Payment() {}

  /** The event that tells of it. */
  static Optional<Fact> of(Story story) {
    return story
        .named("OrderPaid")
        .findFirst()
        .or(() -> story.facts().stream().filter(fact -> mentioned(fact) != null).findFirst());
  }

  static Mark mark(Fact payment) {
    var mentioned = mentioned(payment);
    var at = payment.is("OrderPaid") || mentioned == null ? payment.at() : mentioned;
    return new Mark(at, payment.event(), "paid");
  }

  /** An imported order that came paid was paid in its past, whatever time that is given. */
  static boolean isNews(Story story) {
    return !story.imported()
        || story.named("OrderPlaced").anyMatch(placed -> mentioned(placed) == null);
  }

  private static @Nullable Instant mentioned(Fact fact) {
    return fact.said().order() == null ? null : fact.said().order().paidAt();
  }
}
