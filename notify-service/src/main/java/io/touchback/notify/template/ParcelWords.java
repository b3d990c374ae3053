package io.touchback.notify.template;

import io.touchback.notify.template.KindWords.Said;
import io.touchback.notify.template.NoticeContent.Shipment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is said of one parcel. */
final class ParcelWords {
  /**
   * Days are named in the shop's zone, and it may be another day where the customer is: of what is
   * no older no day is named.
   */
  private static final Duration RECENT = Duration.ofHours(12);

  private final NoticeContent content;
  private final MailTexts texts;
  private final Wording wording;
  private final Instant now;
  private final String number;

  ParcelWords(NoticeContent content, MailTexts texts, Wording wording, Instant now) {
    this.content = content;
    this.texts = texts;
    this.wording = wording;
    this.now = now;
    this.number = content.order().number();
  }

  Said shipped() {
    var shipment = content.itsShipment();
    var count = shipment.itemCount();
    var opening = new ArrayList<String>();
    opening.add(
        texts.shipped(
            number,
            count,
            wording.day(
                shipment.shippedAt() == null ? content.order().placedAt() : shipment.shippedAt())));
    lookOut(shipment, opening);
    var expected = wording.toCome(shipment.estimatedDelivery(), now);
    if (expected != null) {
      opening.add(texts.expectedOn(wording.day(expected)));
    }
    if (shipment.personalNote() != null && !shipment.personalNote().isBlank()) {
      opening.add(texts.personalNote(shipment.personalNote()));
    }
    return switch (shipment.part() == null ? "whole" : shipment.part()) {
      case "some" ->
          new Said(
              texts.shippedSomeSubject(number, count),
              texts.shippedSomeHeadline(count),
              texts.inThisParcel(),
              opening,
              moreToCome(count));
      case "last" ->
          new Said(
              texts.shippedLastSubject(number, count),
              texts.shippedLastHeadline(count),
              texts.inThisParcel(),
              opening,
              List.of(texts.nothingMoreToCome(number)));
      default ->
          new Said(
              texts.shippedWholeSubject(number),
              texts.shippedWholeHeadline(),
              texts.inThisParcel(),
              opening,
              List.of());
    };
  }

  /** Of a parcel of which nobody says what is in it, nobody knows how much is not. */
  private List<String> moreToCome(int count) {
    int units = content.order().unitsToShip();
    if (units == 0) {
      return List.of();
    }
    return List.of(count == 0 ? texts.moreMayCome() : texts.moreToCome(units));
  }

  Said trackingChanged() {
    var previous = content.previous();
    boolean isFirst =
        isFollowed(content.itsShipment().tracking())
            && (previous == null || !isFollowed(previous.tracking()));
    return isFirst ? trackingKnown() : trackingReplaced();
  }

  private Said trackingKnown() {
    var opening = new ArrayList<>(List.of(texts.trackingKnown(number)));
    lookOut(content.itsShipment(), opening);
    return ofParcel(
        texts.trackingKnownSubject(number), texts.trackingKnownHeadline(), opening, List.of());
  }

  private Said trackingReplaced() {
    var opening = new ArrayList<>(List.of(texts.trackingChanged(number)));
    lookOut(content.itsShipment(), opening);
    var previous = content.previous();
    if (previous != null) {
      var current = numbers(content.itsShipment().tracking());
      numbers(previous.tracking()).stream()
          .filter(old -> !current.contains(old))
          .findFirst()
          .ifPresent(old -> opening.add(texts.earlierNumber(old)));
    }
    return ofParcel(
        texts.trackingChangedSubject(number), texts.trackingChangedHeadline(), opening, List.of());
  }

  Said shipmentCancelled() {
    return ofParcel(
        texts.shipmentCancelledSubject(number),
        texts.shipmentCancelledHeadline(),
        List.of(texts.shipmentCancelled(number)),
        List.of(
            content.order().unitsToShip() > 0 ? texts.shipmentCancelledNext() : texts.questions()));
  }

  Said outForDelivery() {
    var at = scannedAt();
    var opening = new ArrayList<String>();
    opening.add(
        isRecent(at)
            ? texts.outForDelivery(number)
            : texts.wentOutForDelivery(number, wording.day(at)));
    lookOut(content.itsShipment(), opening);
    return ofParcel(
        texts.outForDeliverySubject(content.shop().name()),
        texts.outForDeliveryHeadline(),
        opening,
        List.of());
  }

  Said readyForPickup() {
    return ofParcel(
        texts.readyForPickupSubject(content.shop().name()),
        texts.readyForPickupHeadline(),
        withCarriersWords(texts.readyForPickup(number)),
        List.of());
  }

  Said deliveryProblem() {
    var scan = content.scan();
    return switch (scan == null ? "problem" : scan.status()) {
      case "attempt_failed" ->
          ofParcel(
              texts.attemptFailedSubject(startOfSentence(carrier()), content.shop().name()),
              texts.attemptFailedHeadline(startOfSentence(carrier())),
              withCarriersWords(texts.attemptFailed(startOfSentence(carrier()), number)),
              List.of(texts.attemptFailedNext(startOfSentence(carrier()))));
      case "returning" ->
          ofParcel(
              texts.parcelReturningSubject(content.shop().name()),
              texts.parcelReturningHeadline(),
              withCarriersWords(texts.parcelReturning(number)),
              List.of(texts.parcelReturningNext()));
      default ->
          ofParcel(
              texts.parcelProblemSubject(content.shop().name()),
              texts.parcelProblemHeadline(),
              withCarriersWords(texts.parcelProblem(number)),
              List.of(texts.parcelProblemNext()));
    };
  }

  Said delivered() {
    var scan = content.scan();
    if (scan == null) {
      return deliveredToCustomer();
    }
    return scan.follows("returning")
        ? deliveredOnItsWayBack()
        : scan.isCollection() ? collected() : deliveredToCustomer();
  }

  /** Most likely to the shop, but carriers say the same of both. */
  private Said deliveredOnItsWayBack() {
    return ofParcel(
        texts.returnedSubject(content.shop().name()),
        texts.returnedHeadline(),
        withCarriersWords(texts.returned(startOfSentence(carrier()), number)),
        List.of(texts.returnedNext()));
  }

  private Said deliveredToCustomer() {
    var at = deliveredAt();
    return ofParcel(
        texts.deliveredSubject(content.shop().name()),
        texts.deliveredHeadline(),
        withCarriersWords(
            isRecent(at) ? texts.delivered(number) : texts.deliveredOn(number, wording.day(at))),
        List.of(texts.deliveredNext()));
  }

  private Said collected() {
    var at = deliveredAt();
    return ofParcel(
        texts.collectedSubject(content.shop().name()),
        texts.collectedHeadline(),
        withCarriersWords(
            isRecent(at) ? texts.collected(number) : texts.collectedOn(number, wording.day(at))),
        List.of(texts.collectedNext()));
  }

  private Instant deliveredAt() {
    var told = content.itsShipment().deliveredAt();
    return told == null ? scannedAt() : told;
  }

  private Instant scannedAt() {
    var scan = content.scan();
    return scan == null ? content.order().placedAt() : scan.at();
  }

  private boolean isRecent(Instant at) {
    return !at.isBefore(now.minus(RECENT));
  }

  private Said ofParcel(
      String subject, String headline, List<String> opening, List<String> closing) {
    return new Said(subject, headline, texts.inThisParcel(), opening, closing);
  }

  private List<String> withCarriersWords(String sentence) {
    var scan = content.scan();
    return scan == null || scan.message() == null || scan.message().isBlank()
        ? List.of(sentence)
        : List.of(sentence, texts.carrierSays(startOfSentence(carrier()), scan.message()));
  }

  private void lookOut(Shipment shipment, List<String> sentences) {
    var name = CarrierWords.name(shipment);
    if (name != null) {
      sentences.add(
          CarrierWords.hasService(shipment)
              ? texts.lookOutForService(name, String.valueOf(shipment.service()))
              : texts.lookOutFor(name));
    } else if (CarrierWords.hasService(shipment)) {
      sentences.add(texts.sentBy(String.valueOf(shipment.service())));
    }
  }

  private String carrier() {
    var name = CarrierWords.name(content.itsShipment());
    return name == null ? texts.theCarrier() : name;
  }

  private static String startOfSentence(String words) {
    var first = words.codePointAt(0);
    return new StringBuilder()
        .appendCodePoint(Character.toTitleCase(first))
        .append(words, Character.charCount(first), words.length())
        .toString();
  }

  /** By a number or a link. */
  private static boolean isFollowed(List<NoticeContent.Tracking> tracking) {
    return !numbers(tracking).isEmpty()
        || tracking.stream().anyMatch(t -> Links.web(t.url()) != null);
  }

  private static List<String> numbers(List<NoticeContent.Tracking> tracking) {
    return tracking.stream()
        .map(t -> t.number())
        .filter(n -> n != null && !n.isBlank())
        .map(String::valueOf)
        .toList();
  }
}
