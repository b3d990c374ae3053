package io.touchback.messaging;

import static io.touchback.messaging.Database.column;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What has been read: each event's id, and each partition's position. */
@Singleton
final class Inbox {
  private final Database database;

  Inbox(Database database) {
    this.database = database;
  }

  /** Takes in the events and returns those not taken in before, first occurrences only. */
  List<IncomingEvent> takeIn(List<IncomingEvent> events) {
    if (events.isEmpty()) {
      return events;
    }
    var first = new LinkedHashMap<Identity, IncomingEvent>();
    events.forEach(event -> first.putIfAbsent(Identity.of(event), event));
    first.keySet().retainAll(insert(first.keySet()));
    return List.copyOf(first.values());
  }

  /**
   * Positions only grow, and without gaps: a late writer that has lost its partition moves nothing
   * back, and nothing is passed over that the database has forgotten.
   *
   * @param from where what has been read begins, at most; absent = at the topic's beginning
   * @return to be run in the same transaction: throws {@link EventsForgotten} if a position stands
   *     before that
   */
  Runnable moveTo(Map<TopicPartition, Long> from, Map<TopicPartition, Long> positions) {
    if (positions.isEmpty()) {
      return () -> {};
    }
    var partitions = List.copyOf(positions.keySet());
    var moved =
        database.updateLater(
            """
            insert into stream_position as known (topic, partition, next_offset)
            select step.topic, step.partition, step.next_offset
            from unnest((select ?::text[]), ?, ?, ?)
              as step (topic, partition, from_offset, next_offset)
            where step.from_offset = 0 or exists (
              select from stream_position p
              where p.topic = step.topic and p.partition = step.partition
                and p.next_offset >= step.from_offset)
            order by 1, 2
            on conflict (topic, partition) do update
            set next_offset = excluded.next_offset, moved_at = now()
            where known.next_offset < excluded.next_offset
            """,
            column(partitions, TopicPartition::topic),
            partitions.stream().map(TopicPartition::partition).toArray(Integer[]::new),
            partitions.stream().map(one -> from.getOrDefault(one, 0L)).toArray(Long[]::new),
            partitions.stream().map(positions::get).toArray(Long[]::new));
    return () -> {
      if (moved.get() < partitions.size()) {
        checkNothingIsForgotten(from, partitions);
      }
    };
  }

  /**
   * @param from as for {@link #moveTo}
   * @throws EventsForgotten if the position of one of these partitions stands before that
   */
  void checkNothingIsForgotten(
      Map<TopicPartition, Long> from, Collection<TopicPartition> partitions) {
    var known = new HashMap<String, Map<Integer, Long>>();
    var forgotten = new HashMap<TopicPartition, Long>();
    for (var partition : partitions) {
      long stands =
          known
              .computeIfAbsent(partition.topic(), this::positions)
              .getOrDefault(partition.partition(), 0L);
      if (stands < from.getOrDefault(partition, 0L)) {
        forgotten.put(partition, stands);
      }
    }
    if (!forgotten.isEmpty()) {
      throw new EventsForgotten(forgotten);
    }
  }

  /** Next offset by partition; a partition never read is absent. */
  Map<Integer, Long> positions(String topic) {
    var positions = new HashMap<Integer, Long>();
    database
        .query(
            row -> Map.entry(row.getInt(1), row.getLong(2)),
            "select partition, next_offset from stream_position where topic = ?",
            topic)
        .forEach(position -> positions.put(position.getKey(), position.getValue()));
    return positions;
  }

  /**
   * @return how many were deleted, at most {@code atMost}
   */
  int deleteReadBefore(Duration age, int atMost) {
    return database.update(
        """
        delete from inbox where (topic, event_id) in (
          select topic, event_id from inbox
          where read_at < clock_timestamp() - ? * interval '1 second' limit ?)
        """,
        age.toSeconds(),
        atMost);
  }

  /** When any of the topic's positions moved from its start, by the database's clock. */
  Optional<Instant> movedAt(String topic) {
    return database
        .query(
            row -> Database.instant(row, "moved_at"),
            """
            select moved_at from stream_position where topic = ? and next_offset > 0
            order by moved_at desc limit 1
            """,
            topic)
        .stream()
        .findFirst();
  }

  private Set<Identity> insert(Set<Identity> identities) {
    var ids = List.copyOf(identities);
    // In order, so that two instances with the same events wait for each other, not in a circle.
    return new HashSet<>(
        database.query(
            row -> new Identity(row.getString(1), row.getString(2)),
            """
            insert into inbox (topic, event_id) select * from unnest(?, ?) order by 1, 2
            on conflict do nothing returning topic, event_id
            """,
            column(ids, Identity::topic),
            column(ids, Identity::id)));
  }

  private record Identity(String topic, String id) {
    static Identity of(IncomingEvent event) {
      return new Identity(event.topic(), event.id());
    }
  }
}
