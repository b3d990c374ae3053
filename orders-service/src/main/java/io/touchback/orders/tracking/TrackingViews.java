package io.touchback.orders.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.touchback.orders.PlainText;
import io.touchback.orders.order.Money;
import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.shop.ShopProfile;
import io.touchback.orders.tracking.TrackingView.Expected;
import io.touchback.orders.tracking.TrackingView.Hold;
import io.touchback.orders.tracking.TrackingView.Item;
import io.touchback.orders.tracking.TrackingView.Items;
import io.touchback.orders.tracking.TrackingView.Parcel;
import io.touchback.orders.tracking.TrackingView.Refund;
import io.touchback.orders.tracking.TrackingView.Seen;
import io.touchback.orders.tracking.TrackingView.Seller;
import io.touchback.orders.tracking.TrackingView.Stage;
import io.touchback.orders.tracking.TrackingView.Step;
import io.touchback.orders.tracking.TrackingView.Tracking;
import java.net.IDN;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes of an order what its page shows. */
final class TrackingViews {
  private static final int UNFOLDED = 8;
  private static final int LONGEST_NAME = 300;
  private static final int LONGEST_WORD = 80;
  private static final int LONGEST_REASON = 1_000;

  /** What platforms say of a parcel before any carrier does. */
  private static final Set<String> SAYS_NOTHING =
      Set.of("unknown", "pending", "confirmed", "success", "shipped", "open");

  private final TrackedOrder order;
  private final Wording wording;

  private TrackingViews(TrackedOrder order, Wording wording) {
    this.order = order;
    this.wording = wording;
  }

  static TrackingView of(TrackedOrder order, Wording wording) {
    return new TrackingViews(order, wording).view();
  }

  private TrackingView view() {
    boolean nothingLeft = order.over() && order.coming().isEmpty();
    TrackedOrder.Hold hold = order.over() ? null : order.hold();
    List<TrackedOrder.Parcel> parcels = order.parcels();
    return new TrackingView(
        number(),
        OrderHeadline.of(order),
        wording.day(order.placedAt()),
        MaskedName.of(order.customer()),
        word(order.town()),
        seller(),
        hold == null
            ? null
            : new Hold(
                PlainText.line(hold.reason(), LONGEST_REASON),
                hold.newDate() == null ? null : wording.day(hold.newDate())),
        order.refunds().stream().map(this::refund).toList(),
        order.refunded(),
        IntStream.range(0, parcels.size())
            .mapToObj(i -> parcel(parcels.get(i), i))
            .sorted(Comparator.comparing(TrackingViews::urgency))
            .toList(),
        items(nothingLeft ? order.everything() : order.notShipped()),
        order.over(),
        items(nothingLeft ? List.of() : order.withoutParcel()),
        wording.zone());
  }

  private String number() {
    return Objects.requireNonNullElse(word(order.number()), "–");
  }

  private Seller seller() {
    ShopProfile shop = order.shop();
    String website = OutsideLink.of(shop.website());
    String logo = OutsideLink.of(shop.logoUrl());
    String mail = shop.replyTo() == null ? shop.mailFrom() : shop.replyTo();
    return new Seller(
        shop.name(),
        logo != null && logo.startsWith("https://") ? logo : null,
        Accent.of(shop.accentColor()),
        word(shop.contactName()),
        mail,
        "mailto:" + encoded(mail).replace("%40", "@") + "?subject=" + encoded("Order " + number()),
        website,
        website == null ? null : hostName(website),
        OutsideLink.of(shop.shippingPolicyUrl()),
        OutsideLink.of(shop.returnsPolicyUrl()));
  }

  private static String hostName(String url) {
    return IDN.toUnicode(OutsideLink.hostOf(url).replaceFirst("^www\\.", ""));
  }

  private Refund refund(TrackedOrder.Refund refund) {
    Money amount = refund.amount();
    return new Refund(amount == null ? null : wording.money(amount), wording.day(refund.at()));
  }

  private Parcel parcel(TrackedOrder.Parcel parcel, int index) {
    TrackedOrder.Scan scan = parcel.lastScan();
    return new Parcel(
        index + 1,
        order.parcels().size(),
        parcel.status(),
        says(parcel),
        steps(parcel.status()),
        word(parcel.carrier()),
        service(parcel),
        parcel.tracking().stream().flatMap(TrackingViews::tracking).toList(),
        items(parcel.items()),
        wording.day(parcel.shippedAt()),
        expected(parcel),
        parcel.deliveredAt() == null ? null : wording.moment(parcel.deliveredAt()),
        word(parcel.town()),
        scan == null || parcel.status() == ParcelStatus.DELIVERED
            ? null
            : new Seen(place(scan), wording.moment(scan.at())));
  }

  /** First what somebody has to act on, last what is over. */
  private static int urgency(Parcel parcel) {
    if (parcel.attention()) {
      return 0;
    }
    return switch (parcel.status()) {
      case DELIVERED -> 2;
      case CANCELLED -> 3;
      default -> 1;
    };
  }

  /** The carrier's own word, unless it says no more than we do. */
  private static @Nullable String says(TrackedOrder.Parcel parcel) {
    String says = word(parcel.says());
    return says == null || SAYS_NOTHING.contains(says) ? null : says.replace('_', ' ');
  }

  /** The service as far as it says more than the carrier's name. */
  private static @Nullable String service(TrackedOrder.Parcel parcel) {
    String service = word(parcel.service());
    return service == null || service.equalsIgnoreCase(parcel.carrier()) ? null : service;
  }

  private static Stream<Tracking> tracking(TrackedOrder.Tracking tracking) {
    String number = word(tracking.number());
    String url = OutsideLink.of(tracking.url());
    if (number == null) {
      return url == null ? Stream.empty() : Stream.of(new Tracking(OutsideLink.hostOf(url), url));
    }
    return Stream.of(new Tracking(number, url));
  }

  private @Nullable Expected expected(TrackedOrder.Parcel parcel) {
    boolean open =
        parcel.coming()
            && parcel.status() != ParcelStatus.DELIVERED
            && parcel.status() != ParcelStatus.RETURNING;
    return parcel.expected() == null || !open
        ? null
        : new Expected(wording.day(parcel.expected()), wording.isPast(parcel.expected()));
  }

  private @Nullable String place(TrackedOrder.Scan scan) {
    List<String> parts = new ArrayList<>();
    parts.add(word(scan.city()));
    parts.add(wording.country(scan.country()));
    parts.removeIf(Objects::isNull);
    return parts.isEmpty() ? null : String.join(", ", parts);
  }

  private static List<Step> steps(ParcelStatus status) {
    Stage third =
        status == ParcelStatus.READY_FOR_PICKUP ? Stage.READY_FOR_PICKUP : Stage.OUT_FOR_DELIVERY;
    List<Stage> way = List.of(Stage.PACKED, Stage.ON_THE_WAY, third, Stage.DELIVERED);
    int at =
        switch (status) {
          case UNKNOWN, LABEL -> 0;
          case PICKED_UP, IN_TRANSIT, DELAYED, PROBLEM, RETURNING, EXPIRED -> 1;
          case OUT_FOR_DELIVERY, ATTEMPT_FAILED, READY_FOR_PICKUP -> 2;
          case DELIVERED -> 3;
          case CANCELLED -> -1;
        };
    return at < 0
        ? List.of()
        : IntStream.range(0, way.size())
            .mapToObj(i -> new Step(way.get(i), i < at || at == 3, i == at))
            .toList();
  }

  private static Items items(List<TrackedOrder.Item> items) {
    List<Item> all =
        items.stream().map(item -> new Item(item.quantity(), name(item), variant(item))).toList();
    int unfolded = all.size() <= UNFOLDED + 2 ? all.size() : UNFOLDED;
    return new Items(
        items.stream().mapToInt(TrackedOrder.Item::quantity).sum(),
        all.subList(0, unfolded),
        all.subList(unfolded, all.size()));
  }

  private static String name(TrackedOrder.Item item) {
    return Objects.requireNonNullElse(PlainText.line(item.name(), LONGEST_NAME), "–");
  }

  /** The variant, unless the name ends in it already, as Shopify's do. */
  private static @Nullable String variant(TrackedOrder.Item item) {
    String variant = word(item.variant());
    return variant == null || name(item).endsWith(variant) ? null : variant;
  }

  private static @Nullable String word(@Nullable String text) {
    return PlainText.line(text, LONGEST_WORD);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
