package io.touchback.journey;

import io.touchback.local.ChildJvm;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several instances, of which one after the other dies, in no particular order. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class CrowdIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(5);

  /** Longer than nobody takes webhooks: what leaves in time is told in time. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @AfterEach
  void onlyTheFirst() {
    house.stopTheOthers();
    house.startWhatIsDown();
  }

  @Test
  @DisplayName("F4: 3 notify-services, 2 orders-services, 2 sla-services, one killed every 5 s")
  void oneDiesEveryFiveSeconds(Seen seen) throws InterruptedException {
    var crowd =
        Stream.concat(
                Stream.of(house.orders, house.notify, house.sla),
                Stream.of("notify", "notify", "orders", "sla").map(house::another))
            .toList();
    house.awaitReady();
    killWhile(Load.withSilence(house, shop, 300, SILENCE), crowd, seen);
  }

  @Test
  @DisplayName("F4: any one of three services and the broker killed every 5 s")
  void anyOfThemDies(Seen seen) throws InterruptedException {
    killWhile(
        Load.withSilence(house, shop, 200, SILENCE),
        List.of(house.orders, house.notify, house.sla, house.broker),
        seen);
  }

  /** The dead are started again before the next one dies. */
  private void killWhile(Load load, List<ChildJvm> candidates, Seen seen)
      throws InterruptedException {
    var random = new Random(20_261_122);
    int kills = 0;
    int senders = 0;
    load.awaitMiddle();
    while (kills < 6 || !load.posted()) {
      var alive = candidates.stream().filter(ChildJvm::alive).toList();
      var victim = alive.get(random.nextInt(alive.size()));
      victim.kill();
      kills++;
      senders += victim.name().startsWith(house.notify.name()) ? 1 : 0;
      long next = System.nanoTime() + BETWEEN_KILLS.toNanos();
      candidates.stream().filter(child -> !child.alive()).forEach(ChildJvm::start);
      TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
    }
    house.startWhatIsDown();
    seen.healed();
    seen.remark("%d kills, %d of them of a notify-service".formatted(kills, senders));
    load.awaitTold(PATIENCE);
    seen.recovered();
    seen.allowDeathsOfTheSender(senders);
    load.tally(seen);
    seen.check();
  }
}
