package io.touchback.bench.scenario;

import io.touchback.bench.house.House.Service;
import io.touchback.bench.house.Usage;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Outbox rows to Kafka, against claiming such rows and doing nothing with them: both find their
 * rows there.
 */
public final class RelayOnly implements Scenario {
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();
  private static final String FIGURE = "outbox to Kafka";

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public void run(Stage stage) {
    stage.onlyRunning(Service.ORDERS);
    stage.awaitRest();
    var bare = stage.bareDatabase();
    int rows = 3 * stage.sizes().burst();
    relay(stage, rows);
    bare.claims(rows);
    var relayed = new double[stage.sizes().rounds()];
    var claimed = new double[relayed.length];
    var ratios = new double[relayed.length];
    for (int round = 0; round < relayed.length; round++) {
      var done = relay(stage, rows);
      stage.findings().usage(name(), FIGURE, done.used.perThousand(rows).cpuSeconds());
      relayed[round] = done.rate;
      claimed[round] = bare.claims(rows);
      ratios[round] = relayed[round] / claimed[round];
    }
    stage.findings().add(name(), FIGURE, "events/s", relayed);
    stage.findings().add(name(), "bare claim by 500", "rows/s", claimed);
    stage.findings().add(name(), "share of the bare claim", "", ratios);
  }

  /** As many events a second, and what that took. */
  private record Relayed(double rate, Usage used) {}

  private static Relayed relay(Stage stage, int rows) {
    try (var connection = stage.house().database(Service.ORDERS);
        var statement = connection.createStatement()) {
      var before =
          stage.whileHeldUp(
              Service.ORDERS,
              () -> {
                append(statement, rows);
                return stage.house().usage();
              });
      long start = System.nanoTime();
      awaitPublished(statement);
      double rate = rows * 1e9 / (System.nanoTime() - start);
      return new Relayed(rate, stage.house().usage().since(before));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Events of a name that no reader knows, each of a key of its own. */
  private static void append(Statement statement, int rows) {
    try {
      statement.executeUpdate(
          """
          with appended as (
            insert into outbox (aggregatetype, aggregateid, type, payload, source, subject, event_time)
            select 'orders', gen_random_uuid(), 'io.touchback.Benched.v1', payload, source, subject, now()
            from generate_series(1, %d), (
              select payload, source, subject from outbox
              where type = 'io.touchback.OrderPlaced.v1' order by seq desc limit 1) as real
            returning aggregatetype, seq, created_at)
          insert into outbox_queue (topic, seq, created_at) select * from appended
          """
              .formatted(rows));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitPublished(Statement statement) throws SQLException {
    boolean left = true;
    while (left) {
      LockSupport.parkNanos(LOOK_NANOS);
      try (var found = statement.executeQuery("select exists (select from outbox_queue)")) {
        found.next();
        left = found.getBoolean(1);
      }
    }
  }
}
