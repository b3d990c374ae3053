package io.touchback.bench.limit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/** What the same PostgreSQL does with the rows alone. */
public final class BareDatabase {
  private static final int CLAIMED_AT_ONCE = 500;

  private final Supplier<Connection> connections;
  private final String order;
  private final String event;

  /**
   * Its tables are made anew. They keep texts as ours do, as they are: to compress them
   * PostgreSQL's own way would take longer than all else.
   *
   * @param order what an order's row holds
   * @param event what an outbox row holds
   */
  public BareDatabase(Supplier<Connection> connections, String order, String event) {
    this.connections = connections;
    this.order = order;
    this.event = event;
    execute(
        """
        drop table if exists bare_order, bare_outbox;
        create table bare_order (id uuid primary key, state text not null);
        create table bare_outbox (
          seq bigint generated always as identity primary key,
          id uuid not null default gen_random_uuid(), payload text not null);
        alter table bare_order alter column state set storage external;
        alter table bare_outbox alter column payload set storage external;
        """);
  }

  /** Transactions of an order and an outbox row, a second, over connections that are open. */
  public double commits(int count, int clients) {
    try (var open = new Several<>(clients, connections::get);
        var crowd = new Crowd(clients)) {
      return count
          / crowd.seconds(client -> commit(open.get(client), share(count, client, clients)));
    }
  }

  /** None is left over where they do not come out even. */
  private static int share(int count, int client, int clients) {
    return (int) ((long) count * (client + 1) / clients - (long) count * client / clients);
  }

  private void commit(Connection connection, int times) throws SQLException {
    connection.setAutoCommit(false);
    try (var orders =
            connection.prepareStatement("insert into bare_order values (gen_random_uuid(), ?)");
        var events = connection.prepareStatement("insert into bare_outbox (payload) values (?)")) {
      for (int i = 0; i < times; i++) {
        orders.setString(1, order);
        orders.executeUpdate();
        events.setString(1, event);
        events.executeUpdate();
        connection.commit();
      }
    }
  }

  /** Outbox rows claimed and deleted by 500, a second. */
  public double claims(int count) {
    fill(count);
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

  private void fill(int count) {
    execute("truncate bare_outbox");
    try (var connection = connections.get();
        var statement =
            connection.prepareStatement(
                "insert into bare_outbox (payload) select ? from generate_series(1, ?)")) {
      statement.setString(1, event);
      statement.setInt(2, count);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
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
