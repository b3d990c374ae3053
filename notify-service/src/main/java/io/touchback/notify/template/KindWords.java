package io.touchback.notify.template;

import java.time.Instant;
import java.util.List;

/** The words that differ from kind to kind. */
final class KindWords {
  private KindWords() {}

  /**
   * What a notice of this kind says of its order.
   *
   * @param itemsTitle above the list of items
   * @param opening sentences before that list, at least one
   * @param closing sentences behind it
   */
  record Said(
      String subject,
      String headline,
      String itemsTitle,
      List<String> opening,
      List<String> closing) {}

  /**
   * @param now when they are written
   * @throws IllegalArgumentException a kind that no mail is written for
   */
  static Said of(NoticeContent content, MailTexts texts, Wording wording, Instant now) {
    var order = new OrderWords(content, texts, wording, now);
    var parcel = new ParcelWords(content, texts, wording, now);
    return switch (content.kind()) {
      case "order-confirmed" -> order.confirmed();
      case "order-held" -> order.held();
      case "shipped" -> parcel.shipped();
      case "tracking-changed" -> parcel.trackingChanged();
      case "shipment-cancelled" -> parcel.shipmentCancelled();
      case "out-for-delivery" -> parcel.outForDelivery();
      case "ready-for-pickup" -> parcel.readyForPickup();
      case "delivery-problem" -> parcel.deliveryProblem();
      case "delivered" -> parcel.delivered();
      case "order-cancelled" -> order.cancelled();
      case "refunded" -> order.refunded();
      default -> throw new IllegalArgumentException("No mail is written for " + content.kind());
    };
  }
}
