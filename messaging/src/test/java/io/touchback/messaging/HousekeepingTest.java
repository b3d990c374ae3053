package io.touchback.messaging;

import static io.touchback.messaging.OutgoingEvents.event;
import static io.touchback.messaging.OutgoingEvents.newKey;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestStack.class)
class HousekeepingTest {
  private static final String UNRELAYED = "unrelayed";

  @Inject Housekeeping housekeeping;
  @Inject OutboxTable outbox;
  @Inject Inbox inbox;
  @Inject Database database;

  private final String key = newKey();

  @Test
  @DisplayName("X6: published events are kept seven days, what is not published is kept")
  void publishedEventsAreKeptSevenDays() {
    append("old", "young", "unpublished");
    database.update(
        """
        update outbox set created_at = now() - interval '1 day' * case payload
          when 'old' then 8 when 'young' then 6 else 30 end
        where aggregateid = ?
        """,
        key);
    database.update(
        """
        delete from outbox_queue using outbox
        where outbox.seq = outbox_queue.seq and aggregateid = ? and payload <> 'unpublished'
        """,
        key);
    housekeeping.clean();
    assertEquals(List.of("young", "unpublished"), payloads());
  }

  @Test
  @DisplayName("What Debezium publishes was never queued: its age alone counts")
  void withoutTheRelayAgeAloneCounts() {
    outbox.insert(
        List.of(event(UNRELAYED, key, "old"), event(UNRELAYED, key, "young")), null, false);
    database.update(
        "update outbox set created_at = now() - interval '8 days' where payload = 'old'");
    housekeeping.clean();
    assertEquals(List.of("young"), payloads());
  }

  @Test
  @DisplayName("K4: the inbox remembers longer than a topic that forgets")
  void theInboxRemembersTwoWeeks() {
    var ids = IntStream.range(0, 2_500).mapToObj(n -> key + n).toArray(String[]::new);
    database.update(
        """
        insert into inbox (topic, event_id, read_at)
        select ?, id, now() - interval '15 days' from unnest(?) as id
        """,
        UNRELAYED,
        ids);
    database.update(
        "insert into inbox (topic, event_id, read_at) values (?, ?, now() - interval '13 days')",
        UNRELAYED,
        key);
    housekeeping.clean();
    assertEquals(
        List.of(key),
        database.query(
            row -> row.getString(1),
            "select event_id from inbox where topic = ? and event_id like ?",
            UNRELAYED,
            key + "%"));
  }

  private void append(String... payloads) {
    outbox.insert(
        List.of(payloads).stream().map(payload -> event(UNRELAYED, key, payload)).toList(),
        null,
        true);
  }

  private List<String> payloads() {
    return database.query(
        row -> row.getString(1),
        "select payload from outbox where aggregateid = ? order by seq",
        key);
  }
}
