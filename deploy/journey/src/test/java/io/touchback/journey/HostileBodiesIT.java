package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signed, and hostile: what a broken or taken-over platform could send. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class HostileBodiesIT {
  private static final int BODIES = 2_000;
  private static final int GOOD_ONE_EVERY = 20;
  private static final String GOOD = "good-";
  private static final long MOST_GROWTH = 48L * 1024 * 1024;
  private static final List<String> TOPICS =
      List.of("orders/create", "orders/updated", "fulfillments/create", "refunds/create", "x/y");
  private static final List<String> VALUES =
      List.of(
          "null",
          "{}",
          "[]",
          "[[[]]]",
          "-1",
          "1e999999",
          "99999999999999999999999999999999",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"" + "x".repeat(70_000) + "\"",
          "\"\u202e\u2028\"",
          "true",
          "\"9999-99-99T99:99:99Z\"",
          "\"+999999999-12-31T00:00:00Z\"",
          "[".repeat(2_000),
          "{\"a\":".repeat(500),
          "\"<script>\"",
          "NaN",
          "0x10");

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @Test
  @DisplayName("W4: 2,000 hostile bodies, rightly signed, between 100 good orders")
  void hostileBodies(Seen seen) throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    seen.remark("seed " + seed);
    var answers = new TreeMap<Integer, Integer>();
    long before = House.liveHeap(house.orders);
    for (int i = 0; i < BODIES; i++) {
      if (i % GOOD_ONE_EVERY == 0) {
        shop.orderOf(GOOD).placedAndPaid();
      }
      var topic = TOPICS.get(random.nextInt(TOPICS.size()));
      int status = shop.shopify(topic, UUID.randomUUID().toString(), body(random)).statusCode();
      answers.merge(status, 1, Integer::sum);
    }
    seen.healed();
    await("the good ones' mails")
        .atMost(Duration.ofMinutes(2))
        .until(() -> goodMails() >= BODIES / GOOD_ONE_EVERY);
    seen.recovered();
    seen.doubled(goodMails() - BODIES / GOOD_ONE_EVERY);
    long growth = House.liveHeap(house.orders) - before;
    seen.remark("answers " + answers + ", live heap grew by " + growth / 1024 + " KB");
    seen.check();
    assertEquals(Map.of(), answers.tailMap(500), "0 5xx; seed " + seed);
    assertTrue(growth < MOST_GROWTH, "the heap grew by " + growth);
  }

  private long goodMails() {
    return house.smtp.takenFor(shop.name).stream()
        .filter(mail -> mail.to().startsWith(GOOD))
        .count();
  }

  /** An order's or a parcel's body with one to three blows. */
  private byte[] body(Random random) {
    var order = shop.order();
    var body =
        random.nextBoolean()
            ? order.body("paid", order.now())
            : order.fulfilment("success", order.now());
    for (int blows = 1 + random.nextInt(3); blows > 0; blows--) {
      body = blow(body, random);
    }
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(4) == 0 && bytes.length > 0) {
      for (int i = 0; i < 3; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
    }
    return bytes;
  }

  private static String blow(String body, Random random) {
    int colon = body.indexOf(':', random.nextInt(Math.max(1, body.length())));
    switch (random.nextInt(5)) {
      case 0:
        return body.substring(0, random.nextInt(body.length() + 1));
      case 1:
        return body + body;
      case 2:
        int quote = Math.max(0, body.indexOf('"'));
        return body.substring(0, quote) + "\"id\": 1, \"id\": 2, " + body.substring(quote);
      default:
        if (colon < 0) {
          return body;
        }
        int end = body.indexOf(',', colon);
        var value = VALUES.get(random.nextInt(VALUES.size()));
        return body.substring(0, colon + 1) + value + (end < 0 ? "" : body.substring(end));
    }
  }
}
