package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A customer is forgotten: nothing of him is left in any table of any service, nor in a log. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class ErasureIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @Test
  @DisplayName("X6: a customer erased; every table and every log searched for him")
  void nothingIsLeft(Seen seen) throws IOException {
    var order = shop.order();
    order.placedAndPaid();
    order.shipped();
    await("his mails").atMost(PATIENCE).until(() -> house.smtp.takenFor(order.email()).size() == 2);
    assertFalse(inTables(order.email()).isEmpty(), "the search finds what is there");

    seen.healed();
    var redact =
        """
        {"shop_id": 1, "shop_domain": "beads.example",
         "customer": {"id": 7, "email": "%s"}, "orders_to_redact": [%d]}
        """
            .formatted(order.email(), order.id);
    assertEquals(200, shop.shopify("customers/redact", "redact-" + order.id, redact).statusCode());
    await("he is in no table").atMost(PATIENCE).until(() -> inTables(order.email()).isEmpty());
    seen.recovered();
    for (var word : List.of(order.email(), order.customer(), order.street())) {
      assertEquals(List.of(), inTables(word), word);
      assertEquals(List.of(), inLogs(word), word);
    }
    assertEquals(List.of("0"), packedMails(), "packed, they would not be found by searching");
    assertEquals(List.of("0"), packedWebhooks(order.id), "nor would these");
    assertEquals(
        List.of("true"), erased(order.id), "what its state still holds, PrivacyTest knows");
    seen.check();
  }

  private List<String> packedMails() {
    return house.postgres.query(
        "notify",
        "select count(*) from notice where shop = '%s' and (content is not null or mail is not null)"
            .formatted(shop.name));
  }

  private List<String> packedWebhooks(long platformOrderId) {
    return house.postgres.query(
        "orders",
        "select count(*) from webhook where shop = '%s' and platform_order_id = '%d' and body is not null"
            .formatted(shop.name, platformOrderId));
  }

  private List<String> erased(long platformOrderId) {
    return house.postgres.query(
        "orders",
        "select erased::text from orders where shop = '%s' and platform_order_id = '%d'"
            .formatted(shop.name, platformOrderId));
  }

  /** Where it is, table by table; whatever the column, whatever its type. */
  private List<String> inTables(String word) {
    var found = new ArrayList<String>();
    for (var service : List.of("orders", "notify", "sla")) {
      var tables =
          house.postgres.query(
              service, "select quote_ident(tablename) from pg_tables where schemaname = 'public'");
      for (var table : tables) {
        var hits =
            house.postgres.query(
                service,
                """
                select count(*) from %s as row_of_it
                where lower(row_of_it::text) like '%%%s%%' or row_of_it::text like '%%%s%%'
                """
                    .formatted(table, word.toLowerCase(Locale.ROOT), hex(word)));
        if (!hits.get(0).equals("0")) {
          found.add(service + "." + table + ": " + hits.get(0));
        }
      }
    }
    return found;
  }

  /** As PostgreSQL shows bytes. */
  private static String hex(String word) {
    var hex = new StringBuilder();
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      hex.append("%02x".formatted(b));
    }
    return hex.toString();
  }

  private List<String> inLogs(String word) throws IOException {
    try (var logs = Files.list(house.logs())) {
      return logs.filter(log -> contains(log, word)).map(Path::toString).toList();
    }
  }

  private static boolean contains(Path log, String word) {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1)
          .contains(new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
