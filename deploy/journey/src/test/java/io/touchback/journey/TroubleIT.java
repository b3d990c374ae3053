package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.touchback.journey.SmtpSink.Fault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The world around the services misbehaves. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class TroubleIT {
  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @Test
  @DisplayName("E1: webhooks are stored while there is no broker at start; all drains by itself")
  void thereIsNoBrokerAtStart(Seen seen) {
    house.orders.stop();
    house.notify.stop();
    house.sla.stop();
    house.broker.kill();
    house.orders.start();
    house.notify.start();
    house.sla.start();
    house.awaitReady();
    var order = shop.order();
    order.placedAndPaid();
    order.shipped();
    house.startWhatIsDown();
    seen.healed();
    awaitTold(order, seen);
  }

  @Test
  @DisplayName("E3: 503 while the database is away, never a false 200; the next request is served")
  void thereIsNoDatabase(Seen seen) throws Exception {
    var outage = Outage.of(shop);
    awaitAnswers(outage, 200);
    house.postgres.stop();
    var order = shop.order();
    var answer =
        shop.shopify("orders/create", "create-" + order.id, order.body("paid", order.now()));
    assertEquals(503, answer.statusCode(), answer.body());
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    awaitAnswers(outage, 503);
    outage.end();
    house.postgres.start();
    seen.healed();
    var first = shop.order();
    assertEquals(
        200,
        shop.shopify("orders/create", "create-" + first.id, first.body("paid", first.now()))
            .statusCode(),
        "the first request after");
    order.placedAndPaid();
    order.shipped();
    awaitTold(order, seen);
    seen.remark("answers meanwhile " + outage.answers());
    assertEquals(List.of(), outage.notKept(house), "answered with 200, and not kept");
    assertEquals(Set.of(200, 503), Set.copyOf(outage.answers().keySet()), "answers");
  }

  @Test
  @DisplayName("E4: a greylisted mail is sent later, once")
  void greylistedMailIsSentLater(Seen seen) {
    var order = shop.order();
    house.smtp.misbehave(Fault.GREYLISTED, order.email()::equals);
    order.placedAndPaid();
    awaitState(order, "retry");
    house.smtp.behave();
    seen.healed();
    awaitState(order, "sent");
    seen.recovered();
    Quiet.afterOneMore(house, shop);
    seen.doubled(house.smtp.takenFor(order.email()).size() - 1);
    seen.check();
  }

  @Test
  @DisplayName("E5: a refused mail has failed at once, and operations can read why")
  void refusedMailHasFailed(Seen seen) {
    var order = shop.order();
    house.smtp.misbehave(Fault.NO_SUCH_USER, order.email()::equals);
    order.placedAndPaid();
    awaitState(order, "failed");
    house.smtp.behave();
    seen.healed();
    assertTrue(notices(order).get(0).path("reason").asText().contains("5.1.1"));
  }

  @Test
  @DisplayName("E7 M3: silence after the final dot is unknown; it is sent again as the same mail")
  void silenceAfterTheDotIsUnknown(Seen seen) {
    var order = shop.order();
    house.smtp.misbehave(Fault.SILENT_AFTER_DOT, order.email()::equals);
    order.placedAndPaid();
    awaitState(order, "unknown");
    house.smtp.behave();
    seen.healed();
    awaitState(order, "sent");
    seen.recovered();
    Quiet.afterOneMore(house, shop);
    assertEquals(
        1,
        house.smtp.offeredFor(order.email()).stream()
            .map(mail -> mail.header("Message-ID"))
            .distinct()
            .count());
  }

  private static void awaitAnswers(Outage outage, int status) {
    await("many a " + status)
        .atMost(Duration.ofSeconds(60))
        .until(() -> outage.answers().getOrDefault(status, 0) >= 20);
  }

  private void awaitTold(Shop.Order order, Seen seen) {
    await("both mails")
        .atMost(Duration.ofSeconds(60))
        .until(() -> house.smtp.takenFor(order.email()).size() >= 2);
    seen.recovered();
    Quiet.afterOneMore(house, shop);
    seen.doubled(house.smtp.takenFor(order.email()).size() - 2);
    seen.check();
  }

  private void awaitState(Shop.Order order, String state) {
    await(state + " of " + order.number())
        .atMost(Duration.ofSeconds(30))
        .until(() -> notices(order).findValuesAsText("state").contains(state));
  }

  private JsonNode notices(Shop.Order order) {
    return house.notifyGet(
        "/api/notices?shop="
            + shop.name
            + "&subject="
            + URLEncoder.encode(order.number(), StandardCharsets.UTF_8));
  }
}
