package io.touchback.journey;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each part is killed in the middle of 200 orders, and every mail still goes out once. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class KilledServicesIT {
  private static final int ORDERS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Longer than anybody is away: what leaves in time is told in time. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @Test
  @DisplayName("A B: orders-service killed in the middle of 200 orders")
  void ordersServiceIsKilled(Seen seen) {
    everyMailOnceThough(house.orders::kill, seen);
  }

  @Test
  @DisplayName("C: notify-service killed in the middle of 200 orders")
  void notifyServiceIsKilled(Seen seen) {
    seen.allowDeathsOfTheSender(1);
    everyMailOnceThough(house.notify::kill, seen);
  }

  @Test
  @DisplayName("D: sla-service killed in the middle of 200 orders")
  void slaServiceIsKilled(Seen seen) {
    everyMailOnceThough(house.sla::kill, Duration.ofSeconds(8), seen);
  }

  @Test
  @DisplayName("E2: the broker killed in the middle of 200 orders")
  void theBrokerIsKilled(Seen seen) {
    everyMailOnceThough(house.broker::kill, seen);
  }

  @Test
  @DisplayName("E3: PostgreSQL restarted in the middle of 200 orders")
  void theDatabaseIsRestarted(Seen seen) {
    everyMailOnceThough(
        () -> {
          house.postgres.stop();
          house.postgres.start();
        },
        seen);
  }

  @Test
  @DisplayName("E3: PostgreSQL killed in the middle of 200 orders")
  void theDatabaseIsKilled(Seen seen) {
    everyMailOnceThough(
        () -> {
          house.postgres.kill();
          house.postgres.start();
        },
        seen);
  }

  private void everyMailOnceThough(Runnable trouble, Seen seen) {
    everyMailOnceThough(trouble, SILENCE, seen);
  }

  /** And of each order that nobody ships one alert. */
  private void everyMailOnceThough(Runnable trouble, Duration silence, Seen seen) {
    var load = Load.withSilence(house, shop, ORDERS, silence).awaitMiddle();
    trouble.run();
    house.startWhatIsDown();
    seen.healed();
    load.awaitTold(PATIENCE);
    seen.recovered();
    load.tally(seen);
    seen.check();
  }
}
