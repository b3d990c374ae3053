package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.touchback.journey.SmtpSink.Fault;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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
  private final Shop.Order order = shop.order();
  private final Traces traces = new Traces(house);

  @AfterEach
  void behaveAgain() {
    house.smtp.behave();
  }

  @Test
  @DisplayName("X6: the search looks into every log")
  void logsAreSearched() {
    for (var log : List.of("orders.log", "notify.log", "sla.log")) {
      assertFalse(in(log, "-service").isEmpty(), log);
    }
    assertFalse(in("postgres.log", "database system is ready").isEmpty(), "PostgreSQL's log");
  }

  @Test
  @DisplayName("X6: a customer erased by Shopify; every table and every log searched for him")
  void byShopify(Seen seen) {
    order.placedAndPaid();
    order.shipped();
    awaitMails(2);
    erased(seen, words(order.tracking()), this::redact);
    assertEquals(
        List.of("true"),
        house.postgres.query(
            "orders",
            "select erased::text from orders where shop = '%s' and platform_order_id = '%d'"
                .formatted(shop.name, order.id)));
  }

  @Test
  @DisplayName("X6: a customer erased by operations, by his mail address")
  void byMailAddress(Seen seen) {
    order.placedAndPaid();
    order.shipped();
    awaitMails(2);
    erased(seen, words(order.tracking()), () -> erase("email", order.email()));
  }

  @Test
  @DisplayName("X6: a customer erased by operations, by his phone number as he says it himself")
  void byPhone(Seen seen) {
    order.placedAndPaid();
    awaitMails(1);
    erased(seen, words(), () -> erase("phone", order.phone().replace("+1 ", "")));
  }

  @Test
  @DisplayName("X6: a customer of a WooCommerce shop erased by operations")
  void ofWooCommerce(Seen seen) {
    assertEquals(200, shop.woocommerce("order.created", order.wooBody()).statusCode());
    awaitMails(1);
    erased(seen, words(), () -> erase("email", order.email()));
  }

  @Test
  @DisplayName("X6: a customer erased whose mail is put off: it is not sent any more")
  void whoseMailWaits(Seen seen) {
    house.smtp.misbehave(Fault.GREYLISTED, order.email()::equals);
    order.placedAndPaid();
    await("it is put off")
        .atMost(PATIENCE)
        .until(() -> notify("select state from notice where state = 'RETRY'").size() == 1);
    erased(seen, words(), this::redact);
    house.smtp.behave();
    var next = shop.order();
    next.placedAndPaid();
    await().atMost(PATIENCE).until(() -> house.smtp.takenFor(next.email()).size() == 1);
    Quiet.awaitOf(house, shop);
    assertEquals(List.of(), house.smtp.takenFor(order.email()));
  }

  @Test
  @DisplayName("X6: a customer erased whose order waits until its shop is known")
  void whoseEventsWait(Seen seen) {
    house.postgres.execute("notify", "delete from shop where shop = '%s'".formatted(shop.name));
    order.placedAndPaid();
    await("they wait")
        .atMost(PATIENCE)
        .until(() -> !notify("select seq::text from waiting_event where true").isEmpty());
    erased(seen, words(), this::redact);
    assertEquals(
        List.of(), notify("select seq::text from waiting_event where name <> 'OrderErased'"));
  }

  @Test
  @DisplayName("X6: a customer erased who had asked what is kept of him")
  void whoAsked(Seen seen) {
    order.placedAndPaid();
    awaitMails(1);
    var asks =
        """
        {"shop_id": 1, "orders_requested": [%d], "customer": {"id": 7, "email": "%s", "phone": "%s"},
         "data_request": {"id": 9}}
        """
            .formatted(order.id, order.email(), order.phone());
    assertEquals(
        200, shop.shopify("customers/data_request", "asks-" + order.id, asks).statusCode());
    assertEquals(1, tasks());
    erased(seen, words(), this::redact);
    assertEquals(0, tasks());
  }

  @Test
  @DisplayName("X6: a customer erased, a webhook about whose order had failed")
  void ofWhomAWebhookFailed(Seen seen) {
    order.placedAndPaid();
    awaitMails(1);
    failed(order);
    erased(seen, words(), () -> erase("email", order.email()));
  }

  @Test
  @DisplayName("X6: a customer erased of whom only a webhook is known that had failed")
  void knownByAFailedWebhook(Seen seen) {
    failed(order);
    erased(seen, List.of(order.email(), order.street()), () -> erase("email", order.email()));
  }

  @Test
  @DisplayName("X6: a customer erased by the mail address that was corrected since")
  void whoseAddressWasCorrected(Seen seen) {
    order.placedAndPaid();
    awaitMails(1);
    var corrected = "corrected-" + order.email();
    var body = order.body("paid", order.now().plusSeconds(5)).replace(order.email(), corrected);
    order.deliver("orders/updated", "corrected-" + order.id, body);
    erased(seen, words(corrected), () -> erase("email", order.email()));
  }

  /** Each word can be found before, so that it says something when it cannot be found after. */
  private void erased(Seen seen, List<String> words, Runnable erasure) {
    for (var word : words) {
      await("found before: " + word).atMost(PATIENCE).until(() -> !traces.of(word).isEmpty());
    }
    erasure.run();
    seen.healed();
    await("he is in no table")
        .atMost(PATIENCE)
        .until(() -> traces.inTables(order.email()).isEmpty() && erasures() == 0);
    Quiet.awaitOf(house, shop);
    seen.recovered();
    var left =
        words.stream()
            .flatMap(word -> traces.of(word).stream().map(place -> word + " in " + place))
            .toList();
    assertEquals(List.of(), left);
    seen.check();
  }

  /** What is his alone, as he writes it and as it is searched for. */
  private List<String> words(String... more) {
    var digits = order.phone().replaceAll("[^0-9]", "");
    var folded = Normalizer.normalize(order.customer(), Normalizer.Form.NFD);
    return Stream.concat(
            Stream.of(
                order.email(),
                order.customer(),
                folded.replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT),
                order.phone(),
                new StringBuilder(digits).reverse().toString(),
                order.street()),
            Stream.of(more))
        .toList();
  }

  private void redact() {
    var body =
        """
        {"shop_id": 1, "shop_domain": "beads.example",
         "customer": {"id": 7, "email": "%s"}, "orders_to_redact": [%d]}
        """
            .formatted(order.email(), order.id);
    assertEquals(200, shop.shopify("customers/redact", "redact-" + order.id, body).statusCode());
  }

  private void erase(String field, String value) {
    var form = "{\"shop\": \"%s\", \"%s\": \"%s\"}".formatted(shop.name, field, value);
    assertEquals(202, house.ordersCall("POST", "/api/erasures", form).statusCode());
  }

  /** As if our own code had not borne it. */
  private void failed(Shop.Order of) {
    house.postgres.execute(
        "orders",
        """
        insert into webhook (id, shop, platform, topic, received_at, state, platform_order_id, body)
        values (gen_random_uuid(), '%s', 'shopify', 'orders/updated', now(), 'failed', '%d',
          convert_to('%s', 'UTF8'))
        """
            .formatted(shop.name, of.id, of.body("paid", of.now())));
  }

  private void awaitMails(int count) {
    await("his mails")
        .atMost(PATIENCE)
        .until(() -> house.smtp.takenFor(order.email()).size() == count);
  }

  private List<String> notify(String select) {
    return house.postgres.query("notify", select + " and shop = '" + shop.name + "'");
  }

  private int tasks() {
    return house.ordersGet("/api/tasks?shop=" + shop.name).path("tasks").size();
  }

  private int erasures() {
    return house.postgres.query("orders", "select id from erasure").size();
  }

  private List<String> in(String log, String word) {
    return traces.inLogs(word).stream().filter(found -> found.endsWith("/" + log)).toList();
  }
}
