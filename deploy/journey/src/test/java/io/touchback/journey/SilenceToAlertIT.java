package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What did not happen becomes an alert, and the alert ends when the silence does. */
class SilenceToAlertIT {
  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @Test
  @DisplayName("S2-11: an order that nobody ships raises one alert, resolved by the parcel")
  void anOrderNobodyShips() {
    shop.policies(
        """
        {"policies": {"order.dispatch": {"target": "PT2S", "hours": "calendar"}}}
        """);
    var order = shop.order();
    order.placedAndPaid();
    await().atMost(Duration.ofSeconds(15)).until(() -> alerts("order.dispatch").size() == 1);
    assertEquals(List.of("AlertRaised"), alerts("order.dispatch"));

    order.shipped();
    await().atMost(Duration.ofSeconds(15)).until(() -> alerts("order.dispatch").size() == 2);
    assertEquals(List.of("AlertRaised", "AlertResolved"), alerts("order.dispatch"));
  }

  @Test
  @DisplayName("S2-9: a parcel that left while no mail about it is accepted is known but untold")
  void aParcelNobodyWasToldOf() {
    shop.policies(
        """
        {"policies": {"shipment.told": {"target": "PT2S"}}}
        """);
    house.smtp.misbehave(SmtpSink.Fault.NO_SUCH_USER, to -> to.contains(shop.name));
    var order = shop.order();
    order.placedAndPaid();
    order.shipped();
    await().atMost(Duration.ofSeconds(15)).until(() -> alerts("shipment.told").size() == 1);
    house.smtp.behave();
    assertTrue(
        Topic.of(house, "notices", shop.name).stream()
            .anyMatch(event -> event.name().equals("NoticeFailed")));
  }

  @Test
  @DisplayName("T4 G1: what happened in time raises nothing, though sla-service was away meanwhile")
  void nothingIsRaisedForWhatHappenedInTime() {
    shop.policies(
        """
        {"policies": {"order.dispatch": {"target": "PT4S", "hours": "calendar"}}}
        """);
    house.sla.stop();
    var inTime = shop.order();
    inTime.placedAndPaid();
    inTime.shipped();
    var late = shop.order();
    late.placedAndPaid();
    house.startWhatIsDown();
    await().atMost(Duration.ofSeconds(30)).until(() -> alerts("order.dispatch").size() == 1);
    var raised = Topic.of(house, "sla-alerts", shop.name);
    assertEquals(late.number(), raised.get(0).data().at("/subject/number").asText());
    assertFalse(raised.get(0).data().path("summary").asText().isBlank());
  }

  private List<String> alerts(String policy) {
    return Topic.of(house, "sla-alerts", shop.name).stream()
        .filter(event -> event.data().path("policy").asText().equals(policy))
        .map(Topic.Event::name)
        .toList();
  }
}
