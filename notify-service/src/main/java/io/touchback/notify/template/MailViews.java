package io.touchback.notify.template;

import static io.touchback.notify.template.Links.web;

import io.touchback.notify.template.MailView.Fact;
import io.touchback.notify.template.MailView.Link;
import io.touchback.notify.template.NoticeContent.Item;
import io.touchback.notify.template.NoticeContent.Shipment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides what a mail shows: words, facts and links for one notice. */
final class MailViews {
  private final NoticeContent content;
  private final MailTexts texts;
  private final Wording wording;
  private final Instant now;
  private final String number;

  private MailViews(NoticeContent content, MailTexts texts, Locale locale, Instant now) {
    this.content = content;
    this.texts = texts;
    this.wording = new Wording(locale, content.shop().timeZone());
    this.now = now;
    this.number = content.order().number();
  }

  /**
   * @param texts in {@code locale}
   * @param now when it is written
   * @throws IllegalArgumentException a kind that no mail is written for
   */
  static MailView of(NoticeContent content, MailTexts texts, Locale locale, Instant now) {
    return new MailViews(content, texts, locale, now).view(locale);
  }

  private MailView view(Locale locale) {
    var said = KindWords.of(content, texts, wording, now);
    var items = items();
    return new MailView(
        locale.toLanguageTag(),
        Wording.direction(locale),
        Wording.oneLine(said.subject()),
        said.headline(),
        said.opening().get(0),
        greeting(),
        said.opening(),
        onItsWay() ? parcel(content.itsShipment()) : null,
        said.itemsTitle(),
        texts.itemCount(items.stream().mapToInt(MailView.Item::quantity).sum()),
        items,
        total(),
        button(),
        said.closing(),
        whoToAsk(),
        texts.whyThisMail(content.shop().name(), number),
        shop(),
        ParcelMarkup.of(content, wording, now));
  }

  private MailView.Parcel parcel(Shipment shipment) {
    var facts = new ArrayList<Fact>();
    var carrier = CarrierWords.nameAndService(shipment);
    if (carrier != null) {
      facts.add(new Fact(texts.carrierLabel(), carrier, null));
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

  /** Platforms often repeat the variant in the name, as words of their own. */
  private static @Nullable String variant(String name, @Nullable String variant) {
    return variant == null || variant.isBlank() || hasWords(name, variant) ? null : variant;
  }

  private static boolean hasWords(String name, String words) {
    for (int at = name.indexOf(words); at >= 0; at = name.indexOf(words, at + 1)) {
      int end = at + words.length();
      if ((at == 0 || !Character.isLetterOrDigit(name.codePointBefore(at)))
          && (end == name.length() || !Character.isLetterOrDigit(name.codePointAt(end)))) {
        return true;
      }
    }
    return false;
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

  private String shopName() {
    return content.shop().name();
  }
}
