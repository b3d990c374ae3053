package io.touchback.bench.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The statements of a sweep of sla-service that finds nothing due, one after the other as it sends
 * them: {@code DueSweep.run()} and {@code next()}, with all that {@code KafkaProgress} may ask for.
 */
final class IdleSweep {
  private static final String POSITIONS =
      "select partition, next_offset from stream_position where topic = ?";
  private static final String NEXT =
      "select due_at from due_clock where gate = ? order by due_at limit 1";
  private static final List<Statement> STATEMENTS =
      List.of(
          // How far orders have been read, and whether one of them is due.
          new Statement(POSITIONS, "orders"),
          new Statement(NEXT, "ORDERS"),
          // Whether the database has forgotten, what customers were told, orders once more.
          new Statement(POSITIONS, "orders"),
          new Statement(POSITIONS, "notices"),
          new Statement(POSITIONS, "notices"),
          new Statement(POSITIONS, "orders"),
          new Statement(NEXT, "NOTICES"),
          // When to look again.
          new Statement(NEXT, "ORDERS"),
          new Statement(NEXT, "NOTICES"));

  private final Connection connection;

  private record Statement(String sql, String argument) {}

  /**
   * @param connection is set as the service's are
   */
  IdleSweep(Connection connection) throws SQLException {
    this.connection = connection;
    try (var statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
    }
  }

  /** On average over so many. */
  double millis(int sweeps) throws SQLException {
    long start = System.nanoTime();
    for (int i = 0; i < sweeps; i++) {
      for (var statement : STATEMENTS) {
        ask(statement);
      }
    }
    return (System.nanoTime() - start) / 1e6 / sweeps;
  }

  private void ask(Statement asked) throws SQLException {
    try (var statement = connection.prepareStatement(asked.sql)) {
      statement.setString(1, asked.argument);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          rows.getObject(1);
        }
      }
    }
  }
}
