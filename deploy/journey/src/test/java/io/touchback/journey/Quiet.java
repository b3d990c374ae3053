package io.touchback.journey;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** Nothing of a shop is on its way any more: what is counted now is all that there will be. */
final class Quiet {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> SERVICES = List.of("orders", "notify", "sla");

  private Quiet() {}

  /** Its events are told and read, its notices have ended, and that is told and read, too. */
  static void awaitOf(House house, Shop shop) {
    await("all is told and read").atMost(PATIENCE).until(() -> allToldAndRead(house, shop));
    shop.awaitNoticesEnded();
    await("the ends are told and read").atMost(PATIENCE).until(() -> allToldAndRead(house, shop));
  }

  /** Another order goes the whole way: whatever was due before it has come by now. */
  static void afterOneMore(House house, Shop shop) {
    var last = shop.order();
    last.placedAndPaid();
    await("the last one's mail")
        .atMost(PATIENCE)
        .until(() -> !house.smtp.takenFor(last.email()).isEmpty());
    awaitOf(house, shop);
  }

  /**
   * The same for alerts.
   *
   * @param last one that nobody ships, and is late at once
   */
  static void afterTheAlarmOf(Shop.Order last, House house, Shop shop) {
    last.placedAndPaid();
    await("the last one's alarm")
        .atMost(PATIENCE)
        .until(() -> Alarms.of(house, shop).containsKey(last.number()));
    awaitOf(house, shop);
  }

  private static boolean allToldAndRead(House house, Shop shop) {
    return SERVICES.stream().allMatch(service -> untold(house, shop, service).equals("0"))
        && Topic.unread(house, "orders", "notify-service") == 0
        && Topic.unread(house, "orders", "sla-service") == 0
        && Topic.unread(house, "notices", "sla-service-notices") == 0
        && SERVICES.stream().allMatch(service -> untold(house, shop, service).equals("0"));
  }

  private static String untold(House house, Shop shop, String service) {
    return house
        .postgres
        .query(
            service,
            "select count(*) from outbox join outbox_queue using (seq) where source = '/shops/%s'"
                .formatted(shop.name))
        .get(0);
  }
}
