package io.touchback.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A paid order of 20 lines, as Shopify tells of it in about 6 KB. */
public final class Order {
  private static final int LINES = 20;

  /** The same in each order, so that it can be shared. */
  private static final String LINE_ITEMS =
      IntStream.rangeClosed(1, LINES).mapToObj(Order::line).collect(Collectors.joining(",\n"));

  static final byte[] END =
      ("\"line_items\": [" + LINE_ITEMS + "]}").getBytes(StandardCharsets.UTF_8);

  private Order() {}

  /** One as it comes. */
  public static String text() {
    return new String(start(1, Instant.EPOCH), StandardCharsets.UTF_8)
        + new String(END, StandardCharsets.UTF_8);
  }

  /** All that differs from order to order; {@link #END} follows. */
  static byte[] start(long number, Instant placed) {
    return """
    {"id": %1$d, "name": "#%1$d", "email": "%2$s", "created_at": "%3$s", "updated_at": "%3$s", "test": false,
    "currency": "EUR", "total_price": "431.60", "financial_status": "paid", "fulfillment_status": null,
    "cancelled_at": null, "tags": "", "note": null, "source_name": "web", "fulfillments": [], "refunds": [],
    "customer": {"id": 7, "first_name": "Zoë", "last_name": "Müller", "email": "%2$s"},
    "shipping_address": {"name": "Zoë Müller", "address1": "Lindenweg 4", "zip": "10115", "city": "Berlin", "country_code": "DE"},
    """
        .formatted(number, Ledger.recipient(number), placed)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String line(int n) {
    return """
    {"id": %d, "product_id": %d, "variant_id": %d, "name": "Glass beads, sea green, %d mm - 40 pieces", "title": "Glass beads, sea green, %d mm",
    "variant_title": "40 pieces", "sku": "GB-SG-%03d", "vendor": "Bead & Cord", "quantity": %d, "price": "21.58", "requires_shipping": true}\
    """
        .formatted(900_000 + n, 800_000 + n, 700_000 + n, n, n, n, 1 + n % 3);
  }
}
