package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each part is killed in the middle of 200 orders, and every mail still goes out once. */
@Tag("campaign")
class KilledServicesIT {
  private static final int ORDERS = 200;

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @Test
  @DisplayName("A1 A2 B1 B2: orders-service is killed in the middle of 200 orders")
  void ordersServiceIsKilled() {
    everyMailOnceThough(
        () -> {
          house.orders.kill();
          house.startWhatIsDown();
        });
  }

  @Test
  @DisplayName("C1-C6: notify-service is killed in the middle of 200 orders")
  void notifyServiceIsKilled() {
    everyMailOnceThough(
        () -> {
          house.notify.kill();
          house.startWhatIsDown();
        });
  }

  @Test
  @DisplayName("D1: sla-service is killed in the middle of 200 orders")
  void slaServiceIsKilled() {
    everyMailOnceThough(
        () -> {
          house.sla.kill();
          house.startWhatIsDown();
        });
    assertEquals(0, Topic.of(house, "sla-alerts", shop.name).size());
  }

  @Test
  @DisplayName("E2: the broker is killed in the middle of 200 orders")
  void theBrokerIsKilled() {
    everyMailOnceThough(
        () -> {
          house.broker.kill();
          house.startWhatIsDown();
        });
  }

  @Test
  @DisplayName("E3: PostgreSQL is restarted in the middle of 200 orders")
  void theDatabaseIsRestarted() {
    everyMailOnceThough(
        () -> {
          house.stopDatabase();
          house.startDatabase();
        });
  }

  private void everyMailOnceThough(Runnable trouble) {
    var orders = IntStream.range(0, ORDERS).mapToObj(i -> shop.order()).toList();
    var load =
        CompletableFuture.allOf(
            IntStream.range(0, 4)
                .mapToObj(lane -> CompletableFuture.runAsync(() -> post(orders, lane)))
                .toArray(CompletableFuture[]::new));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> house.smtp.takenFor(shop.name).size() >= ORDERS / 4);
    trouble.run();
    load.join();
    await().atMost(Duration.ofSeconds(120)).until(() -> notYetTold(orders).isEmpty());

    var copies = new HashMap<String, Integer>();
    house
        .smtp
        .takenFor(shop.name)
        .forEach(mail -> copies.merge(mail.header("Message-ID"), 1, Integer::sum));
    var doubled = copies.values().stream().filter(count -> count > 1).count();
    assertEquals(2 * ORDERS, copies.size(), "one mail for the order and one for its parcel");
    assertEquals(0, doubled, "mails that arrived twice");
  }

  private void post(List<Shop.Order> orders, int lane) {
    for (int i = lane; i < orders.size(); i += 4) {
      orders.get(i).placedAndPaid();
      orders.get(i).shipped();
    }
  }

  private List<String> notYetTold(List<Shop.Order> orders) {
    var counts = new HashMap<String, Integer>();
    house.smtp.takenFor(shop.name).forEach(mail -> counts.merge(mail.to(), 1, Integer::sum));
    return orders.stream()
        .map(Shop.Order::email)
        .filter(email -> counts.getOrDefault(email, 0) < 2)
        .toList();
  }
}
