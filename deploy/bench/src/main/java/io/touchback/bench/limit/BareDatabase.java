package io.touchback.bench.limit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/** What the same PostgreSQL does with the rows alone. */
public final class BareDatabase {
  private static final int CLAIMED_AT_ONCE = 500;
  private static final String ORDER = "{\"line\": \"Glass beads, sea green\"}".repeat(170);
  private static final String EVENT = "{\"line\": \"Glass beads, sea green\"}".repeat(100);

  private final Supplier<Connection> connections;

  /** Its tables are made anew. */
  public BareDatabase(Supplier<Connection> connections) {
    this.connections = connections;
    execute(
        """
        drop table if exists bare_order, bare_outbox;
        create table bare_order (id uuid primary key, state text not null);
        create table bare_outbox (
          seq bigint generated always as identity primary key,
          id uuid not null default gen_random_uuid(), payload text not null);
        """);
  }

  /** Transactions of an order and an outbox row, a second. */
  public double commits(int count, int clients) {
    double seconds =
        Crowd.seconds(
            clients,
            member -> {
              try (var connection = connections.get()) {
                commit(connection, count / clients);
              }
            });
    return count / seconds;
  }

  private static void commit(Connection connection, int times) throws SQLException {
    connection.setAutoCommit(false);
    try (var order =
            connection.prepareStatement("insert into bare_order values (gen_random_uuid(), ?)");
        var event = connection.prepareStatement("insert into bare_outbox (payload) values (?)")) {
      for (int i = 0; i < times; i++) {
        order.setString(1, ORDER);
        order.executeUpdate();
        event.setString(1, EVENT);
        event.executeUpdate();
        connection.commit();
      }
    }
  }

  /** Outbox rows claimed and deleted by 500, a second. */
  public double claims(int count) {
    execute("truncate bare_outbox");
    execute(
        "insert into bare_outbox (payload) select '%s' from generate_series(1, %d)"
            .formatted(EVENT, count));
    long start = System.nanoTime();
    try (var connection = connections.get();
        var claim =
            connection.prepareStatement(
                """
                delete from bare_outbox where seq in (
                  select seq from bare_outbox order by seq limit ? for update skip locked)
                returning seq, id, payload
                """)) {
      claim.setInt(1, CLAIMED_AT_ONCE);
      int left = count;
      while (left > 0) {
        try (var rows = claim.executeQuery()) {
          while (rows.next()) {
            left--;
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return count * 1e9 / (System.nanoTime() - start);
  }

  private void execute(String sql) {
    try (var connection = connections.get();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
