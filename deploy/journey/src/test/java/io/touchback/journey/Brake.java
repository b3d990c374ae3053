package io.touchback.journey;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Holds a service at a step of its own: whoever is about to make that write waits, in the database.
 * Then the service is killed, and what waits never happens.
 */
final class Brake implements AutoCloseable {
  private static final long LOCK = 4_711;

  private final String table;
  private final Connection session;

  private Brake(String table, Connection session) {
    this.table = table;
    this.session = session;
  }

  /**
   * @param write {@code insert on webhook}, {@code delete on outbox_queue} …
   * @param when condition on {@code new} and {@code old}
   */
  static Brake on(Postgres postgres, String service, String write, String when) {
    try {
      var brake = new Brake(write.substring(write.lastIndexOf(' ') + 1), postgres.session(service));
      brake.pull(write, when);
      return brake;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns when somebody waits. */
  void awaitHeld() {
    await("somebody at the brake on " + table)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(this::holds);
  }

  /** Whoever waits goes on. */
  void letGo() {
    try (var statement = session.createStatement()) {
      statement.execute("select pg_advisory_unlock(" + LOCK + ")");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A statement that waits would otherwise still be carried out, its client being dead or not. */
  @Override
  public void close() {
    try (session;
        var statement = session.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and not granted");
      statement.execute("select pg_advisory_unlock_all()");
      statement.execute("drop trigger journey_brake on " + table);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void pull(String write, String when) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute("select pg_advisory_lock(" + LOCK + ")");
      install(statement, write, when);
    }
  }

  private static void install(Statement statement, String write, String when) throws SQLException {
    statement.execute(
        """
        create or replace function journey_brake() returns trigger language plpgsql as $$
        begin
          perform pg_advisory_xact_lock(%d);
          return coalesce(new, old);
        end $$
        """
            .formatted(LOCK));
    statement.execute(
        "create trigger journey_brake before %s for each row when (%s) execute function journey_brake()"
            .formatted(write, when));
  }

  private boolean holds() throws SQLException {
    try (var statement = session.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from pg_locks where locktype = 'advisory' and not granted")) {
      rows.next();
      return rows.getInt(1) > 0;
    }
  }
}
