package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The world around the services misbehaves. */
class TroubleIT {
  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @Test
  @DisplayName("E1: webhooks are stored while there is no broker at start; all drains by itself")
  void thereIsNoBrokerAtStart() {
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
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> house.smtp.takenFor(order.email()).size() == 2);
  }

  @Test
  @DisplayName("E3: 503 while the database is away, never a false 200; the next request is served")
  void thereIsNoDatabase() {
    var order = shop.order();
    house.stopDatabase();
    var answer =
        shop.shopify("orders/create", "create-" + order.id, order.body("paid", order.now()));
    house.startDatabase();
    assertEquals(503, answer.statusCode(), answer.body());
    assertEquals(true, answer.headers().firstValue("Retry-After").isPresent());
    order.placedAndPaid();
    order.shipped();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> house.smtp.takenFor(order.email()).size() == 2);
  }

  @Test
  @DisplayName(
      "E4 E5 E7: greylisted mail is sent later, refused mail fails once, silence is unknown")
  void theMailServerIsDifficult() {
    var refused = shop.order();
    house.smtp.answer(
        to -> to.equals(refused.email()) ? SmtpSink.Answer.NO_SUCH_USER : SmtpSink.Answer.ACCEPT);
    refused.placedAndPaid();
    await().atMost(Duration.ofSeconds(20)).until(() -> states(refused).contains("failed"));

    var later = shop.order();
    house.smtp.answer(
        to -> to.equals(later.email()) ? SmtpSink.Answer.LATER : SmtpSink.Answer.ACCEPT);
    later.placedAndPaid();
    await().atMost(Duration.ofSeconds(20)).until(() -> states(later).contains("retry"));
    house.smtp.answer(to -> SmtpSink.Answer.ACCEPT);
    assertEquals(0, house.smtp.takenFor(refused.email()).size());
  }

  private String states(Shop.Order order) {
    return house.notifyGet("/api/notices?shop=" + shop.name).toString().toLowerCase();
  }
}
