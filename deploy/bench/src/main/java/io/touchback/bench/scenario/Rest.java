package io.touchback.bench.scenario;

import io.touchback.bench.house.House;
import io.touchback.bench.house.House.Service;
import io.touchback.bench.load.TopicEnds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Whether nothing is left to do in the services that run, as database and broker have it. */
final class Rest {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final String PUBLISHED = "select not exists (select from outbox_queue)";

  /** In the order in which one waits for the other. */
  private static final List<Part> PARTS =
      List.of(
          new Part(Service.ORDERS, "outbox", PUBLISHED, ""),
          new Part(Service.NOTIFY, "reader of orders", "", "orders"),
          new Part(
              Service.NOTIFY,
              "notices",
              "select not exists (select from notice where due_at is not null)",
              ""),
          new Part(Service.NOTIFY, "outbox", PUBLISHED, ""),
          new Part(Service.ORDERS, "reader of notices", "", "notices"),
          new Part(Service.SLA, "reader of orders", "", "orders"),
          new Part(Service.SLA, "reader of notices", "", "notices"),
          new Part(Service.SLA, "outbox", PUBLISHED, ""));

  private final House house;
  private final Set<Service> running;

  /**
   * What may be left to do.
   *
   * @param done true in SQL once it is done; empty for a reader
   * @param topic to be read to its end; empty for anything else
   */
  private record Part(Service service, String name, String done, String topic) {}

  Rest(House house, Set<Service> running) {
    this.house = house;
    this.running = running;
  }

  /**
   * @return what there is still to do after so long, if there is
   */
  Optional<String> await(Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    return PARTS.stream()
        .filter(part -> running.contains(part.service))
        .filter(part -> !isDone(part, until))
        .findFirst()
        .map(part -> part.service.word() + ", " + part.name);
  }

  private boolean isDone(Part part, long until) {
    try (var connection = house.database(part.service)) {
      return part.topic.isEmpty()
          ? await(connection, part.done, until)
          : isRead(connection, part.topic, until);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** To where it ends by now. */
  private boolean isRead(Connection connection, String topic, long until) throws SQLException {
    for (var end : TopicEnds.of(house.bootstrapServers(), topic).entrySet()) {
      if (end.getValue() > 0 && !await(connection, position(topic, end), until)) {
        return false;
      }
    }
    return true;
  }

  private static String position(String topic, Map.Entry<Integer, Long> end) {
    return """
    select exists (
      select from stream_position
      where topic = '%s' and partition = %d and next_offset >= %d)
    """
        .formatted(topic, end.getKey(), end.getValue());
  }

  private static boolean await(Connection connection, String sql, long until) throws SQLException {
    while (!isTrue(connection, sql)) {
      if (System.nanoTime() > until) {
        return false;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return true;
  }

  private static boolean isTrue(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      return found.next() && found.getBoolean(1);
    }
  }
}
