package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything is read again from the beginning, and nothing new comes of it. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class ReplayIT {
  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @Test
  @DisplayName("C2 T5 K4: a replay from offset 0 sends no mail and raises no alert")
  void nothingNewComesOfAReplay(Seen seen) throws Exception {
    shop.policies(
        """
        {"policies": {"order.dispatch": {"target": "PT1S", "hours": "calendar"}}}
        """);
    var told = shop.order();
    told.placedAndPaid();
    told.shipped();
    var silent = shop.order();
    silent.placedAndPaid();
    var before = shop.order();
    Quiet.afterTheAlarmOf(before, house, shop);
    var orders = List.of(told, silent, before);
    var mails = orders.stream().map(this::mails).toList();
    assertEquals(List.of(2, 1, 1), mails);
    var alarms = Alarms.each(List.of(silent, before), Alarms.RAISED);
    assertEquals(alarms, Alarms.of(house, shop));

    house.notify.stop();
    house.sla.stop();
    rewindAllGroups();
    house.forgetWhatWasRead();
    house.startWhatIsDown();
    seen.healed();
    awaitAllRead();
    var after = shop.order();
    Quiet.afterTheAlarmOf(after, house, shop);
    seen.recovered();
    seen.doubled(orders.stream().mapToInt(this::mails).sum() - 4);
    seen.check();
    assertEquals(mails, orders.stream().map(this::mails).toList());
    alarms.put(after.number(), List.of(Alarms.RAISED));
    assertEquals(alarms, Alarms.of(house, shop));
  }

  private int mails(Shop.Order order) {
    return house.smtp.takenFor(order.email()).size();
  }

  private void rewindAllGroups() throws ExecutionException, InterruptedException {
    try (var admin = admin()) {
      for (var group : admin.listGroups().all().get()) {
        var offsets =
            admin
                .listConsumerGroupOffsets(group.groupId())
                .partitionsToOffsetAndMetadata()
                .get()
                .keySet()
                .stream()
                .collect(Collectors.toMap(p -> p, p -> new OffsetAndMetadata(0)));
        if (!group.groupId().startsWith("orders-service") && !offsets.isEmpty()) {
          admin.alterConsumerGroupOffsets(group.groupId(), offsets).all().get();
        }
      }
    }
  }

  private void awaitAllRead() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Topic.unread(house, "orders", "notify-service") == 0
                    && Topic.unread(house, "orders", "sla-service") == 0
                    && Topic.unread(house, "notices", "sla-service-notices") == 0);
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", house.bootstrapServers));
  }
}
