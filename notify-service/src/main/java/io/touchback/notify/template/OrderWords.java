package io.touchback.notify.template;

import io.touchback.notify.template.KindWords.Said;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of an order as a whole. */
final class OrderWords {
  private final NoticeContent content;
  private final MailTexts texts;
  private final Wording wording;
  private final Instant now;
  private final String number;

  OrderWords(NoticeContent content, MailTexts texts, Wording wording, Instant now) {
    this.content = content;
    this.texts = texts;
    this.wording = wording;
    this.now = now;
    this.number = content.order().number();
  }

  Said confirmed() {
    var order = content.order();
    var placed = wording.day(order.placedAt());
    var opening =
        needsNoParcel(order)
            ? texts.orderConfirmedDigital(number, placed)
            : texts.orderConfirmed(number, placed);
    return new Said(
        texts.orderConfirmedSubject(number),
        texts.orderConfirmedHeadline(),
        texts.yourOrder(),
        List.of(opening),
        List.of());
  }

  /** Not the same as "nothing is left to ship": it may have left before we heard of it. */
  private static boolean needsNoParcel(NoticeContent.Order order) {
    return !order.lines().isEmpty() && order.lines().stream().noneMatch(NoticeContent.Line::ships);
  }

  Said held() {
    var hold = content.hold();
    var toCollect = needsNoParcel(content.order());
    var opening = new ArrayList<String>();
    opening.add(
        toCollect
            ? texts.orderHeldToCollect(number)
            : hasLeftInPart() ? texts.orderHeldRest(number) : texts.orderHeld(number));
    if (hold != null && hold.reason() != null && !hold.reason().isBlank()) {
      opening.add(texts.reason(hold.reason()));
    }
    newDate(hold == null ? null : hold.newDate(), toCollect).ifPresent(opening::add);
    return hasLeftInPart()
        ? new Said(
            texts.orderHeldRestSubject(number),
            texts.orderHeldRestHeadline(),
            texts.yourOrder(),
            opening,
            List.of(texts.offerToCancelRest()))
        : new Said(
            texts.orderHeldSubject(number),
            texts.orderHeldHeadline(),
            texts.yourOrder(),
            opening,
            List.of(texts.offerToCancel()));
  }

  private boolean hasLeftInPart() {
    var order = content.order();
    int ordered =
        order.lines().stream()
            .filter(NoticeContent.Line::ships)
            .mapToInt(NoticeContent.Line::quantity)
            .sum();
    return order.unitsToShip() > 0 && order.unitsToShip() < ordered;
  }

  /** No event tells when an order can be fetched: without a day nothing is promised. */
  private Optional<String> newDate(@Nullable LocalDate told, boolean toCollect) {
    var day = wording.toCome(told, now);
    if (day == null) {
      return toCollect ? Optional.empty() : Optional.of(texts.newDateUnknown());
    }
    var shown = wording.day(day);
    return Optional.of(toCollect ? texts.newDateToCollect(shown) : texts.newDate(shown));
  }

  Said cancelled() {
    return new Said(
        texts.orderCancelledSubject(number),
        texts.orderCancelledHeadline(),
        texts.yourOrder(),
        List.of(texts.orderCancelled(number)),
        List.of(texts.orderCancelledNext()));
  }

  Said refunded() {
    var refund = content.refund();
    return new Said(
        texts.refundedSubject(number),
        texts.refundedHeadline(),
        texts.refundedItems(),
        refundedOpening(refund),
        List.of(texts.refundedNext()));
  }

  private List<String> refundedOpening(NoticeContent.@Nullable Refund refund) {
    var opening = new ArrayList<String>();
    if (refund != null && refund.amount() != null) {
      opening.add(texts.refunded(wording.money(refund.amount().absolute()), number));
    } else {
      opening.add(
          refund == null || refund.full()
              ? texts.refundedUnknown(number)
              : texts.refundedPart(number));
    }
    if (refund != null && refund.reason() != null && !refund.reason().isBlank()) {
      opening.add(texts.reason(refund.reason()));
    }
    return opening;
  }
}
