package io.touchback.notify.template;

import static io.touchback.notify.template.Links.web;

import io.touchback.notify.template.MailView.Fact;
import io.touchback.notify.template.MailView.Link;
import io.touchback.notify.template.NoticeContent.Item;
import io.touchback.notify.template.NoticeContent.Shipment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides what a mail says: words, facts and links for one notice. */
final class MailViews {
  private final NoticeContent content;
  private final MailTexts texts;
  private final Wording wording;
  private final String number;

  private MailViews(NoticeContent content, MailTexts texts, Locale locale) {
    this.content = content;
    this.texts = texts;
    this.wording = new Wording(locale, content.shop().timeZone());
    this.number = content.order().number();
  }

  /**
   * @param texts in {@code locale}
   * @throws IllegalArgumentException a kind that no mail is written for
   */
  static MailView of(NoticeContent content, MailTexts texts, Locale locale) {
    return new MailViews(content, texts, locale).view(locale);
  }

  private MailView view(Locale locale) {
    var said = said();
    var items = items();
    return new MailView(
        locale.toLanguageTag(),
        Wording.direction(locale),
        Wording.oneLine(said.subject),
        said.headline,
        said.opening.get(0),
        greeting(),
        said.opening,
        onItsWay() ? parcel(shipment()) : null,
        said.itemsTitle,
        texts.itemCount(items.stream().mapToInt(MailView.Item::quantity).sum()),
        items,
        total(),
        button(),
        said.closing,
        whoToAsk(),
        texts.whyThisMail(content.shop().name(), number),
        shop(),
        ParcelMarkup.of(content));
  }

  /** The words that differ from kind to kind. */
  private record Said(
      String subject,
      String headline,
      String itemsTitle,
      List<String> opening,
      List<String> closing) {}

  private Said said() {
    return switch (content.kind()) {
      case "order-confirmed" -> orderConfirmed();
      case "order-held" -> orderHeld();
      case "shipped" -> shipped();
      case "tracking-changed" -> trackingChanged();
      case "shipment-cancelled" -> shipmentCancelled();
      case "out-for-delivery" -> outForDelivery();
      case "ready-for-pickup" -> readyForPickup();
      case "delivery-problem" -> deliveryProblem();
      case "delivered" -> delivered();
      case "order-cancelled" -> orderCancelled();
      case "refunded" -> refunded();
      default -> throw new IllegalArgumentException("No mail is written for " + content.kind());
    };
  }

  private Said orderConfirmed() {
    var order = content.order();
    var placed = wording.day(order.placedAt());
    var opening =
        order.unitsToShip() == 0
            ? texts.orderConfirmedDigital(number, placed)
            : texts.orderConfirmed(number, placed);
    return new Said(
        texts.orderConfirmedSubject(number),
        texts.orderConfirmedHeadline(),
        texts.yourOrder(),
        List.of(opening),
        order.total() == null ? List.of() : List.of(texts.total(wording.money(order.total()))));
  }

  private Said orderHeld() {
    var hold = content.hold();
    var opening = new ArrayList<>(List.of(texts.orderHeld(number)));
    if (hold != null && hold.reason() != null && !hold.reason().isBlank()) {
      opening.add(texts.reason(hold.reason()));
    }
    opening.add(
        hold == null || hold.newDate() == null
            ? texts.newDateUnknown()
            : texts.newDate(wording.day(hold.newDate())));
    return new Said(
        texts.orderHeldSubject(number),
        texts.orderHeldHeadline(),
        texts.yourOrder(),
        opening,
        List.of(texts.offerToCancel()));
  }

  private Said shipped() {
    var shipment = shipment();
    var count = shipment.itemCount();
    var opening = new ArrayList<String>();
    opening.add(
        texts.shipped(
            number,
            count,
            wording.day(
                shipment.shippedAt() == null ? content.order().placedAt() : shipment.shippedAt())));
    lookOut(shipment, opening);
    if (shipment.estimatedDelivery() != null) {
      opening.add(texts.expectedOn(wording.day(shipment.estimatedDelivery())));
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
              content.order().unitsToShip() > 0
                  ? List.of(texts.moreToCome(content.order().unitsToShip()))
                  : List.of());
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

  private Said trackingChanged() {
    var opening = new ArrayList<>(List.of(texts.trackingChanged(number)));
    lookOut(shipment(), opening);
    var previous = content.previous();
    if (previous != null) {
      var current = numbers(shipment().tracking());
      numbers(previous.tracking()).stream()
          .filter(old -> !current.contains(old))
          .findFirst()
          .ifPresent(old -> opening.add(texts.earlierNumber(old)));
    }
    return ofParcel(
        texts.trackingChangedSubject(number), texts.trackingChangedHeadline(), opening, List.of());
  }

  private Said shipmentCancelled() {
    return ofParcel(
        texts.shipmentCancelledSubject(number),
        texts.shipmentCancelledHeadline(),
        List.of(texts.shipmentCancelled(number)),
        List.of(texts.shipmentCancelledNext()));
  }

  private Said outForDelivery() {
    var opening = new ArrayList<>(List.of(texts.outForDelivery(number)));
    lookOut(shipment(), opening);
    return ofParcel(
        texts.outForDeliverySubject(shopName()),
        texts.outForDeliveryHeadline(),
        opening,
        List.of());
  }

  private Said readyForPickup() {
    return ofParcel(
        texts.readyForPickupSubject(shopName()),
        texts.readyForPickupHeadline(),
        withCarriersWords(texts.readyForPickup(number)),
        List.of());
  }

  private Said deliveryProblem() {
    var scan = content.scan();
    return switch (scan == null ? "problem" : scan.status()) {
      case "attempt_failed" ->
          ofParcel(
              texts.attemptFailedSubject(startOfSentence(carrier()), shopName()),
              texts.attemptFailedHeadline(startOfSentence(carrier())),
              withCarriersWords(texts.attemptFailed(startOfSentence(carrier()), number)),
              List.of(texts.attemptFailedNext(startOfSentence(carrier()))));
      case "returning" ->
          ofParcel(
              texts.parcelReturningSubject(shopName()),
              texts.parcelReturningHeadline(),
              withCarriersWords(texts.parcelReturning(number)),
              List.of(texts.parcelReturningNext()));
      default ->
          ofParcel(
              texts.parcelProblemSubject(shopName()),
              texts.parcelProblemHeadline(),
              withCarriersWords(texts.parcelProblem(number)),
              List.of(texts.parcelProblemNext()));
    };
  }

  private Said delivered() {
    var at = shipment().deliveredAt();
    var scan = content.scan();
    if (at == null) {
      at = scan == null ? content.order().placedAt() : scan.at();
    }
    return ofParcel(
        texts.deliveredSubject(shopName()),
        texts.deliveredHeadline(),
        withCarriersWords(texts.delivered(number, wording.day(at))),
        List.of(texts.deliveredNext()));
  }

  private Said orderCancelled() {
    return new Said(
        texts.orderCancelledSubject(number),
        texts.orderCancelledHeadline(),
        texts.yourOrder(),
        List.of(texts.orderCancelled(number)),
        List.of(texts.orderCancelledNext()));
  }

  private Said refunded() {
    var refund = content.refund();
    return new Said(
        texts.refundedSubject(number),
        texts.refundedHeadline(),
        texts.refundedItems(),
        List.of(
            refund == null || refund.amount() == null
                ? texts.refundedUnknown(number)
                : texts.refunded(wording.money(refund.amount()), number)),
        List.of(texts.refundedNext()));
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
    var name = carrierName(shipment);
    if (name != null) {
      sentences.add(
          hasService(shipment)
              ? texts.lookOutForService(name, String.valueOf(shipment.service()))
              : texts.lookOutFor(name));
    }
  }

  private MailView.Parcel parcel(Shipment shipment) {
    var facts = new ArrayList<Fact>();
    var carrier = carrierName(shipment);
    if (carrier != null) {
      facts.add(new Fact(texts.carrierLabel(), carrierAndService(carrier, shipment), null));
    }
    for (var tracking : shipment.tracking()) {
      if (tracking.number() != null && !tracking.number().isBlank()) {
        facts.add(new Fact(texts.trackingNumberLabel(), tracking.number(), web(tracking.url())));
      } else if (web(tracking.url()) != null) {
        facts.add(new Fact(texts.trackingNumberLabel(), texts.followParcel(), web(tracking.url())));
      }
    }
    var destination =
        shipment.destination() == null ? content.order().shipTo() : shipment.destination();
    if (destination != null && destination.city() != null && !destination.city().isBlank()) {
      facts.add(new Fact(texts.destinationLabel(), destination.city(), null));
    }
    return new MailView.Parcel(facts);
  }

  private List<MailView.Item> items() {
    if (content.shipment() != null) {
      return asItems(content.shipment().items());
    }
    if (content.refund() != null) {
      return asItems(content.refund().items());
    }
    return content.order().lines().stream()
        .filter(line -> line.quantity() > 0)
        .map(
            line ->
                new MailView.Item(
                    line.quantity(), line.name(), variant(line.name(), line.variant())))
        .toList();
  }

  private @Nullable String total() {
    var total = content.order().total();
    return total == null || !content.kind().equals("order-confirmed")
        ? null
        : texts.total(wording.money(total));
  }

  private static List<MailView.Item> asItems(List<Item> items) {
    return items.stream()
        .map(
            item ->
                new MailView.Item(
                    item.quantity(), item.name(), variant(item.name(), item.variant())))
        .toList();
  }

  /** Platforms often repeat the variant in the name. */
  private static @Nullable String variant(String name, @Nullable String variant) {
    return variant == null || variant.isBlank() || name.contains(variant) ? null : variant;
  }

  private @Nullable Link button() {
    var page = web(content.order().trackingPage());
    if (page == null) {
      return null;
    }
    return new Link(onItsWay() ? texts.followParcel() : texts.seeOrder(), page);
  }

  private String greeting() {
    var customer = content.order().customer();
    var name = customer == null ? null : customer.firstName();
    if (name == null || name.isBlank()) {
      name = customer == null ? null : customer.name();
    }
    return name == null || name.isBlank() ? texts.helloThere() : texts.hello(name.strip());
  }

  private String whoToAsk() {
    var contact = content.shop().contactName();
    return contact == null || contact.isBlank()
        ? texts.askShop(shopName())
        : texts.askContact(contact, shopName());
  }

  private MailView.Shop shop() {
    var shop = content.shop();
    var links = new ArrayList<Link>();
    addLink(links, Links.host(shop.website()), shop.website());
    addLink(links, texts.shippingPolicy(), shop.shippingPolicyUrl());
    addLink(links, texts.returnsPolicy(), shop.returnsPolicyUrl());
    var accent = Colour.accent(shop.accentColor());
    return new MailView.Shop(
        shop.name(), web(shop.logoUrl()), accent, Colour.readableOn(accent), links);
  }

  private static void addLink(List<Link> links, @Nullable String label, @Nullable String url) {
    var checked = web(url);
    if (label != null && checked != null) {
      links.add(new Link(label, checked));
    }
  }

  /** A parcel that was called back has no number to follow. */
  private boolean onItsWay() {
    return content.shipment() != null && !content.kind().equals("shipment-cancelled");
  }

  private Shipment shipment() {
    if (content.shipment() == null) {
      throw new IllegalArgumentException("A " + content.kind() + " notice needs its shipment");
    }
    return content.shipment();
  }

  private String shopName() {
    return content.shop().name();
  }

  private String carrier() {
    var name = carrierName(shipment());
    return name == null ? texts.theCarrier() : name;
  }

  private static String startOfSentence(String words) {
    var first = words.codePointAt(0);
    return new StringBuilder()
        .appendCodePoint(Character.toTitleCase(first))
        .append(words, Character.charCount(first), words.length())
        .toString();
  }

  private static @Nullable String carrierName(Shipment shipment) {
    var carrier = shipment.carrier();
    return carrier == null || carrier.name() == null || carrier.name().isBlank()
        ? null
        : carrier.name();
  }

  private static String carrierAndService(String carrier, Shipment shipment) {
    var service = shipment.service();
    if (service == null || !hasService(shipment)) {
      return carrier;
    }
    return service.startsWith(carrier) ? service : carrier + " · " + service;
  }

  private static boolean hasService(Shipment shipment) {
    var name = carrierName(shipment);
    var service = shipment.service();
    return service != null && !service.isBlank() && !service.equalsIgnoreCase(name);
  }

  private static List<String> numbers(List<NoticeContent.Tracking> tracking) {
    return tracking.stream()
        .map(t -> t.number())
        .filter(n -> n != null && !n.isBlank())
        .map(String::valueOf)
        .toList();
  }
}
