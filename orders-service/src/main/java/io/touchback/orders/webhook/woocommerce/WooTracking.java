package io.touchback.orders.webhook.woocommerce;

import static java.util.stream.Collectors.joining;

import io.touchback.orders.order.ParcelStatus;
import io.touchback.orders.order.TrackingKey;
import io.touchback.orders.webhook.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an order's parcels are written: WooCommerce's REST order has no field for them, so each
 * plugin has metas, or a field, of its own. One reader a plugin; of two parcels with one number the
 * first counts.
 *
 * <p>A parcel's id is what the plugin calls it, or the meta's own name where that holds just one: a
 * corrected number is the same parcel still. One that is no longer listed is not thereby called
 * back, but one that is listed later may stand in its place: plugins correct numbers so, too.
 */
final class WooTracking {
  private interface Reader {
    Stream<WooParcel> read(Json order, WooMetas metas);
  }

  /** What the shop says it has sent. */
  private static final List<Reader> SENT =
      List.of(
          WooTracking::ownFulfilments,
          WooTracking::shiptastic,
          WooTracking::shipmentTracking,
          WooTracking::afterShip,
          WooTracking::parcelPanel,
          WooTracking::ordersTracking,
          WooTracking::yith,
          WooTracking::plain);

  /** Labels that were printed: no parcel has left with them until the order says so. */
  private static final List<Reader> LABELS =
      List.of(WooTracking::wooShipping, WooTracking::dhl, WooTracking::postNl);

  private static final Instant FIRST_DAY = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST_DAY = Instant.parse("2100-01-01T00:00:00Z");

  private WooTracking() {}

  static List<WooParcel> parcels(Json order, boolean allLeft) {
    WooMetas metas = new WooMetas(order);
    Set<String> seen = new HashSet<>();
    return Stream.concat(SENT.stream(), allLeft ? LABELS.stream() : Stream.empty())
        .flatMap(reader -> reader.read(order, metas))
        .filter(p -> p.number() != null || p.url() != null || p.carrier() != null)
        .filter(p -> seen.add("id " + p.id()))
        .filter(p -> p.number() == null || isNew(TrackingKey.of(p.number()), seen))
        .toList();
  }

  /** A number without a letter or digit tells no parcel from another. */
  private static boolean isNew(String numberKey, Set<String> seen) {
    return numberKey.isEmpty() || seen.add(numberKey);
  }

  /**
   * WooCommerce's fulfilments, where a shop adds them to its orders as the REST API writes them (by
   * default a webhook does not have them).
   *
   * @see <a
   *     href="https://developer.woocommerce.com/docs/apis/rest-api/v3/order-fulfillments/">API</a>
   */
  private static Stream<WooParcel> ownFulfilments(Json order, WooMetas metas) {
    return order.list("fulfillments").stream()
        .filter(f -> f.is("is_fulfilled") && !f.has("date_deleted"))
        .map(
            f -> {
              WooMetas own = new WooMetas(f);
              return new WooParcel(
                  f.requiredId("id"),
                  own.text("_tracking_number"),
                  own.link("_tracking_url"),
                  carrier(own.text("_provider_name", "_shipment_provider", "_shipping_provider")),
                  null,
                  null,
                  WooContents.listed(order, own.list("_items")));
            });
  }

  /** Shiptastic, which was Germanized's before: each shipment that left (source of the plugin). */
  private static Stream<WooParcel> shiptastic(Json order, WooMetas metas) {
    return order.list("shipments").stream()
        .filter(s -> s.id("id") != null && !"return".equals(s.text("type")))
        .filter(s -> List.of("shipped", "delivered").contains(shiptasticStatus(s)))
        .map(
            s ->
                new WooParcel(
                    "shipment-" + s.requiredId("id"),
                    s.text("tracking_id"),
                    s.link("tracking_url"),
                    carrier(s.text("shipping_provider")),
                    null,
                    s.instant("date_sent_gmt"),
                    WooContents.listed(order, s.list("items")),
                    shiptasticStatus(s).equals("delivered") ? ParcelStatus.DELIVERED : null));
  }

  private static String shiptasticStatus(Json shipment) {
    return String.valueOf(shipment.text("status")).replaceFirst("^gzd-", "");
  }

  /**
   * WooCommerce Shipment Tracking, Advanced Shipment Tracking, WooCommerce Shipping, and many more
   * that write this format to be read by others (source of the plugins).
   */
  private static Stream<WooParcel> shipmentTracking(Json order, WooMetas metas) {
    return metas.list("_wc_shipment_tracking_items").stream()
        .map(
            t ->
                new WooParcel(
                    id(t, "_wc_shipment_tracking_items"),
                    t.text("tracking_number"),
                    t.link("custom_tracking_link", "formatted_tracking_link", "ast_tracking_link"),
                    carrier(
                        t.text(
                            "custom_tracking_provider",
                            "formatted_tracking_provider",
                            "tracking_provider")),
                    null,
                    endOfDay(t, "date_shipped"),
                    WooContents.listed(order, t.list("products_list"))));
  }

  /** AfterShip Order Tracking (source of the plugin), its older single metas too. */
  private static Stream<WooParcel> afterShip(Json order, WooMetas metas) {
    return Stream.concat(
        metas.list("_aftership_tracking_items").stream()
            .map(
                t ->
                    new WooParcel(
                        id(t, "_aftership_tracking_items"),
                        t.text("tracking_number"),
                        t.link("custom_tracking_link"),
                        carrier(t.text("carrier_name", "slug")),
                        null,
                        null,
                        WooContents.listed(order, t.list("line_items")))),
        single(
            metas,
            "_aftership_tracking_number",
            null,
            metas.text("_aftership_tracking_provider_name", "_aftership_tracking_provider"),
            null));
  }

  /** ParcelPanel: an object of parcels by number, as JSON text (source of the plugin). */
  private static Stream<WooParcel> parcelPanel(Json order, WooMetas metas) {
    return metas.list("_parcelpanel_shipping_numbers").stream()
        .map(
            t ->
                new WooParcel(
                    id(t, "_parcelpanel_shipping_numbers"),
                    t.text("tracking_number"),
                    null,
                    carrier(t.text("courier_code")),
                    null,
                    endOfDay(t, "fulfilled_at"),
                    WooContents.worded(order, t.raw("items"))));
  }

  /**
   * Orders Tracking by VillaTheme (source of the plugin): each line has its numbers as JSON text,
   * of which the last counts; or the order has one.
   */
  private static Stream<WooParcel> ordersTracking(Json order, WooMetas metas) {
    Map<String, WooParcel> byNumber = new LinkedHashMap<>();
    for (Json line : order.list("line_items")) {
      List<Json> history = new WooMetas(line).list("_vi_wot_order_item_tracking_data");
      if (history.isEmpty()) {
        continue;
      }
      Json last = history.get(history.size() - 1);
      String number = last.text("tracking_number");
      if (number != null) {
        byNumber.merge(
            number,
            new WooParcel(
                "line-" + line.requiredId("id"),
                number,
                last.link("carrier_url"),
                carrier(last.text("carrier_name", "carrier_slug")),
                null,
                endOfDay(last, "time"),
                WooContents.listed(order, List.of(line))),
            WooParcel::with);
      }
    }
    return Stream.concat(
        byNumber.values().stream(),
        single(metas, "_wot_tracking_number", null, metas.text("_wot_tracking_carrier"), null));
  }

  /** YITH Order Tracking (source of the plugin): it shows nothing until the carrier was there. */
  private static Stream<WooParcel> yith(Json order, WooMetas metas) {
    return metas.text("ywot_picked_up") == null
        ? Stream.empty()
        : single(
            metas,
            "ywot_tracking_code",
            metas.link("ywot_carrier_url"),
            metas.text("ywot_carrier_name", "ywot_carrier_id"),
            metas.at("ywot_pick_up_date"));
  }

  /** The names that shops' own code and small plugins use (seen in many, documented by none). */
  private static Stream<WooParcel> plain(Json order, WooMetas metas) {
    return Stream.of("_tracking_number", "tracking_number")
        .flatMap(
            number ->
                single(
                    metas,
                    number,
                    metas.link("_tracking_url", "tracking_url", "_tracking_link", "tracking_link"),
                    metas.text(
                        "_shipment_provider",
                        "_shipping_provider",
                        "_tracking_provider",
                        "tracking_provider",
                        "_tracking_company",
                        "tracking_company"),
                    null))
        .limit(1);
  }

  /** WooCommerce Shipping, and the older WooCommerce Services (source of the plugins). */
  private static Stream<WooParcel> wooShipping(Json order, WooMetas metas) {
    return Stream.of("wcshipping_labels", "wc_connect_labels")
        .flatMap(meta -> metas.list(meta).stream())
        .filter(label -> !label.has("refund") && !label.has("error") && !label.is("is_return"))
        .map(
            label ->
                new WooParcel(
                    "label-" + label.text("label_id", "tracking"),
                    label.text("tracking"),
                    null,
                    carrier(label.text("carrier_id")),
                    label.text("service_name"),
                    null,
                    WooContents.NOT_TOLD))
        .filter(parcel -> parcel.number() != null);
  }

  /** DHL for WooCommerce (source of the plugin): one number or several. */
  private static Stream<WooParcel> dhl(Json order, WooMetas metas) {
    Json label = metas.at("_pr_shipment_dhl_label_tracking");
    String one = label.text("tracking_number");
    List<@Nullable String> numbers = new ArrayList<>();
    numbers.add(one);
    label.list("tracking_number").forEach(number -> numbers.add(number.value()));
    return labelled(numbers, "DHL");
  }

  /** PostNL for WooCommerce (its own documentation of the meta; not seen in a live payload). */
  private static Stream<WooParcel> postNl(Json order, WooMetas metas) {
    List<@Nullable String> numbers = new ArrayList<>();
    metas.at("_postnl_order_metadata").list("barcodes").forEach(b -> numbers.add(b.text("value")));
    return labelled(numbers, "PostNL");
  }

  private static Stream<WooParcel> labelled(List<@Nullable String> numbers, String carrier) {
    return numbers.stream()
        .flatMap(Stream::ofNullable)
        .map(n -> new WooParcel("label-" + n, n, null, carrier, null, null, WooContents.NOT_TOLD));
  }

  private static Stream<WooParcel> single(
      WooMetas metas,
      String key,
      @Nullable String url,
      @Nullable String carrier,
      @Nullable Json day) {
    String number = metas.text(key);
    return number == null
        ? Stream.empty()
        : Stream.of(
            new WooParcel(
                key,
                number,
                url,
                carrier(carrier),
                null,
                day == null ? null : endOfDay(day),
                WooContents.NOT_TOLD));
  }

  private static String id(Json tracking, String otherwise) {
    String id = tracking.id("tracking_id", "tracking_number");
    return id != null ? id : otherwise;
  }

  /** A name that customers can read, should it be none of the carriers we know. */
  private static @Nullable String carrier(@Nullable String slug) {
    return slug == null || !slug.matches("[a-z0-9]+([-_][a-z0-9]+)*")
        ? slug
        : Stream.of(slug.split("[-_]"))
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(joining(" "));
  }

  /** The end of the day that is told, as unix seconds (number or text) or as an ISO date. */
  private static @Nullable Instant endOfDay(Json item, String name) {
    return endOfDay(item.at(name));
  }

  private static @Nullable Instant endOfDay(Json value) {
    BigDecimal seconds = value.decimalValue();
    LocalDate day = value.dateValue();
    Instant told =
        seconds != null
            ? Instant.ofEpochSecond(
                seconds
                    .max(BigDecimal.ZERO)
                    .min(BigDecimal.valueOf(Integer.MAX_VALUE * 2L))
                    .longValue())
            : day != null ? day.atStartOfDay(ZoneOffset.UTC).toInstant() : null;
    return told == null || told.isBefore(FIRST_DAY) || told.isAfter(LAST_DAY)
        ? null
        : told.plus(Duration.ofDays(1));
  }
}
