package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything is read again from the beginning, and nothing new comes of it. */
@Tag("campaign")
class ReplayIT {
  private final House house = House.running();
  private final Shop shop = Shop.openedIn(house);

  @Test
  @DisplayName("C2 T5 K4: a replay from offset 0 sends no mail and raises no alert")
  void nothingNewComesOfAReplay() throws Exception {
    shop.policies(
        """
        {"policies": {"order.dispatch": {"target": "PT1S", "hours": "calendar"}}}
        """);
    var told = shop.order();
    told.placedAndPaid();
    told.shipped();
    var silent = shop.order();
    silent.placedAndPaid();
    await().atMost(Duration.ofSeconds(20)).until(() -> house.smtp.takenFor(shop.name).size() == 3);
    await().atMost(Duration.ofSeconds(20)).until(() -> alerts().containsKey("AlertRaised"));
    var mails = house.smtp.takenFor(shop.name).size();
    var alerts = alerts();

    house.notify.stop();
    house.sla.stop();
    rewindAllGroups();
    house.forgetWhatWasRead();
    house.startWhatIsDown();
    awaitAllRead();

    assertEquals(mails, house.smtp.takenFor(shop.name).size());
    assertEquals(alerts, alerts());
  }

  private Map<String, Long> alerts() {
    return Topic.of(house, "sla-alerts", shop.name).stream()
        .collect(Collectors.groupingBy(Topic.Event::name, Collectors.counting()));
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
