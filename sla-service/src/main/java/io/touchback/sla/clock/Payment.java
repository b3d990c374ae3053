package io.touchback.sla.clock;

import io.touchback.sla.clock.Cycle.Mark;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From when on an order is to be shipped: when it was paid, as its own event says or, if that was
 * lost, as another mentions; or since it is to be shipped before that.
 */
final class Payment {
  private Payment() {}

  /** The event that tells of it. */
  static Optional<Fact> of(Story story) {
    return Stream.of(unpaid(story), paid(story))
        .flatMap(Optional::stream)
        .min(Comparator.comparing(fact -> mark(fact).at()));
  }

  static Mark mark(Fact payment) {
    if (isYetToCome(payment)) {
      boolean placed = payment.is("OrderPlaced");
      return Mark.of(payment, placed ? "placed, to be paid later" : "to be shipped unpaid");
    }
    var mentioned = mentioned(payment);
    var at = payment.is("OrderPaid") || mentioned == null ? payment.at() : mentioned;
    return new Mark(at, payment.event(), "paid");
  }

  /** An imported order that came ready to be shipped was so in its past, whatever time it gives. */
  static boolean isNews(Story story) {
    return !story.imported()
        || story
            .named("OrderPlaced")
            .anyMatch(placed -> mentioned(placed) == null && !isYetToCome(placed));
  }

  /** It is told again of an order that was called off, when that is taken up again. */
  static boolean isTakenUpAgain(Story story, Fact fact) {
    return fact.is("OrderPaid")
        && story.named("OrderPaid").findFirst().filter(fact::equals).isEmpty();
  }

  /** The shop is not to wait for it: cash on delivery, an invoice, money that is only reserved. */
  static boolean isYetToCome(Fact fact) {
    var order = fact.said().order();
    return order != null && order.shipsUnpaid() && !fact.is("OrderPaid") && order.paidAt() == null;
  }

  private static Optional<Fact> paid(Story story) {
    return story
        .named("OrderPaid")
        .findFirst()
        .or(() -> story.facts().stream().filter(fact -> mentioned(fact) != null).findFirst());
  }

  /** From its placing on or, if that said otherwise, from the first event that said so. */
  private static Optional<Fact> unpaid(Story story) {
    return story
        .named("OrderPlaced")
        .filter(Payment::isYetToCome)
        .findFirst()
        .or(() -> story.facts().stream().filter(Payment::isYetToCome).findFirst());
  }

  private static @Nullable Instant mentioned(Fact fact) {
    return fact.said().order() == null ? null : fact.said().order().paidAt();
  }
}
