package io.touchback.orders.webhook.woocommerce;

import static java.util.stream.Collectors.joining;

import io.touchback.orders.order.OrderUpdate.Item;
import io.touchback.orders.webhook.Json;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin says is in a parcel: lines of the order, however it names them.
 *
 * @param items empty = not told, or not understood
 * @param told something was said, whether or not it was understood
 */
record WooContents(List<Item> items, boolean told) {
  static final WooContents NOT_TOLD = new WooContents(List.of(), false);

  private static final Comparator<Json> LONGEST_NAME_FIRST =
      Comparator.<Json>comparingInt(line -> WooLine.name(line).length()).reversed();

  /** Lines that are named by the line's id or by the product's. */
  static WooContents listed(Json order, List<Json> told) {
    return new WooContents(
        told.stream().flatMap(item -> item(order, item)).toList(), !told.isEmpty());
  }

  /**
   * Lines that are named in text, as {@code Glass beads x2, Waxed cord x1}. Names may hold commas,
   * and others: the longest are looked for first, and what is found is taken out.
   */
  static WooContents worded(Json order, @Nullable String html) {
    List<Json> lines = order.list("line_items");
    Map<Json, Integer> found = new HashMap<>();
    String text = html == null ? "" : plain(html);
    for (Json line : lines.stream().sorted(LONGEST_NAME_FIRST).toList()) {
      Matcher entry = entry(WooLine.name(line)).matcher(text);
      if (entry.find()) {
        found.put(line, Integer.parseInt(entry.group(1)));
        text = text.substring(0, entry.start()) + text.substring(entry.end());
      }
    }
    return new WooContents(
        lines.stream()
            .map(line -> item(line, found.getOrDefault(line, 0)))
            .filter(item -> item.quantity() > 0)
            .toList(),
        html != null && !html.isBlank());
  }

  private static Pattern entry(String name) {
    return Pattern.compile("(?<=^|, )" + Pattern.quote(name) + " x([0-9]{1,6})(?=, |$)");
  }

  /** Cleaned as names are, but all of it: it may be longer than a name. */
  private static String plain(String html) {
    return Stream.of(html.split(", "))
        .map(WooText::plain)
        .filter(Objects::nonNull)
        .collect(joining(", "));
  }

  WooContents with(WooContents other) {
    return new WooContents(
        Stream.concat(items.stream(), other.items.stream()).toList(), told || other.told);
  }

  private static Stream<Item> item(Json order, Json told) {
    int quantity = told.count("qty", told.count("quantity", 1));
    return quantity == 0
        ? Stream.empty()
        : order.list("line_items").stream()
            .filter(line -> isOf(line, told))
            .limit(1)
            .map(line -> item(line, quantity));
  }

  private static Item item(Json line, int quantity) {
    return new Item(line.requiredId("id"), WooLine.name(line), quantity);
  }

  private static boolean isOf(Json line, Json told) {
    String lineId = told.id("order_item_id", "item_id", "id");
    String product = told.id("product", "product_id");
    return lineId != null
        ? lineId.equals(line.id("id"))
        : product != null
            && (product.equals(line.id("product_id")) || product.equals(line.id("variation_id")));
  }
}
