package io.touchback.orders.webhook.shopify;

import io.touchback.orders.order.OrderUpdate.Tracking;
import io.touchback.orders.webhook.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Numbers and links, which Shopify gives in two lists that need not be of one length. */
final class ShopifyTracking {
  private ShopifyTracking() {}

  static List<Tracking> read(Json fulfilment) {
    List<@Nullable String> numbers =
        values(fulfilment, "tracking_numbers", "tracking_number", Json::value);
    List<@Nullable String> urls =
        values(fulfilment, "tracking_urls", "tracking_url", Json::linkValue);
    Stream<Tracking> pairs =
        numbers.size() == urls.size()
            ? IntStream.range(0, urls.size())
                .mapToObj(i -> new Tracking(numbers.get(i), urls.get(i)))
            : byNumber(numbers, new ArrayList<>(urls));
    return pairs.filter(t -> t.number() != null || t.url() != null).toList();
  }

  /** A link belongs to the number that stands in it; the others belong to none. */
  private static Stream<Tracking> byNumber(
      List<@Nullable String> numbers, List<@Nullable String> links) {
    List<Tracking> tracking = new ArrayList<>();
    for (String number : numbers) {
      String link =
          links.stream()
              .filter(url -> url != null && number != null && url.contains(number))
              .findFirst()
              .orElse(null);
      links.remove(link);
      tracking.add(new Tracking(number, link));
    }
    return Stream.concat(tracking.stream(), links.stream().map(url -> new Tracking(null, url)));
  }

  private static List<@Nullable String> values(
      Json fulfilment, String many, String one, Function<Json, @Nullable String> reading) {
    List<Json> given =
        fulfilment.has(many) && !fulfilment.list(many).isEmpty()
            ? fulfilment.list(many)
            : fulfilment.has(one) ? List.of(fulfilment.at(one)) : List.of();
    List<@Nullable String> values = new ArrayList<>();
    given.forEach(value -> values.add(reading.apply(value)));
    return values;
  }
}
