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
  private static final Duration PATIENCE = Duration.ofMinutes(1);

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
    awaitSaid(order, Alarms.DISPATCH, 1);
    assertEquals(List.of(Alarms.RAISED), said(order, Alarms.DISPATCH));

    order.shipped();
    awaitSaid(order, Alarms.DISPATCH, 2);
    Quiet.afterTheAlarmOf(shop.order(), house, shop);
    assertEquals(List.of(Alarms.RAISED, Alarms.RESOLVED), said(order, Alarms.DISPATCH));
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
    awaitSaid(order, "shipment.told", 1);
    var last = shop.order();
    last.placedAndPaid();
    last.shipped();
    awaitSaid(last, "shipment.told", 1);
    house.smtp.behave();
    assertEquals(
        Alarms.each(List.of(order, last), Alarms.RAISED), Alarms.of(house, shop, "shipment.told"));
    assertTrue(
        Topic.of(house, "notices", shop.name).stream()
            .anyMatch(event -> event.name().equals("NoticeFailed")));
  }

  @Test
  @DisplayName("T4 G1: what happened in time raises nothing, though sla-service was away meanwhile")
  void nothingIsRaisedForWhatHappenedInTime() {
    shop.policies(
        """
        {"policies": {"order.dispatch": {"target": "PT15S", "hours": "calendar"}}}
        """);
    house.sla.stop();
    var inTime = shop.order();
    inTime.placedAndPaid();
    inTime.shipped();
    var late = shop.order();
    late.placedAndPaid();
    house.startWhatIsDown();
    awaitSaid(late, Alarms.DISPATCH, 1);
    var last = shop.order();
    Quiet.afterTheAlarmOf(last, house, shop);
    assertEquals(Alarms.each(List.of(late, last), Alarms.RAISED), Alarms.of(house, shop));
    var raised = Topic.of(house, "sla-alerts", shop.name);
    assertFalse(raised.get(0).data().path("summary").asText().isBlank());
  }

  private void awaitSaid(Shop.Order order, String policy, int events) {
    await(events + " events about an alert of " + order.number())
        .atMost(PATIENCE)
        .until(() -> said(order, policy).size() >= events);
  }

  private List<String> said(Shop.Order order, String policy) {
    return Alarms.of(house, shop, policy).getOrDefault(order.number(), List.of());
  }
}
