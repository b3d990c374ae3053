package io.touchback.bench.scenario;

import io.touchback.bench.house.House.Service;
import io.touchback.bench.load.Events;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Very many open clocks: what arming and firing cost among them, and what looking for overdue ones
 * costs when there are none.
 */
public final class Clocks implements Scenario {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();
  private static final int LOOKS = 1_000;
  private static final int LATE_PER_SECOND = 100;

  @Override
  public String name() {
    return "clocks";
  }

  @Override
  public void run(Stage stage) {
    stage.onlyRunning(Service.ORDERS, Service.SLA);
    try (var connection = stage.house().database(Service.SLA)) {
      fill(connection, stage.sizes().clocks());
      arm(stage, connection);
      look(stage, connection);
      fire(stage, connection);
      alert(stage, connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of orders nobody will speak of again, due in a year. */
  private static void fill(Connection connection, int clocks) throws SQLException {
    update(
        connection,
        """
        insert into clock (
          id, shop, policy, gate, subject_type, subject_id, started_at, started_by, started_what,
          target, hours, deadline, due_at, state, silence)
        select gen_random_uuid(), 'bench-1', 'order.dispatch', 'ORDERS', 'order', 'filled-' || n, now(),
          'bench', 'paid', 'P3D', 'calendar', like_it.deadline, now() + interval '365 days', 'open',
          like_it.silence
        from generate_series(1, %d) as n, (
          select deadline, silence from clock where policy = 'order.dispatch' limit 1) as like_it
        """
            .formatted(clocks));
    update(connection, "analyze clock");
  }

  private void arm(Stage stage, Connection connection) throws SQLException {
    try (var events =
        new Events(
            stage.house().bootstrapServers(),
            stage.house().database(Service.ORDERS),
            "OrderPaid")) {
      armed(stage, connection, events, stage.sizes().warmUp());
      var rates = new double[stage.sizes().rounds()];
      for (int round = 0; round < rates.length; round++) {
        var before = stage.house().usage();
        rates[round] = armed(stage, connection, events, stage.sizes().burst());
        stage
            .findings()
            .usage(
                name(),
                stage
                    .house()
                    .usage()
                    .since(before)
                    .perThousand(stage.sizes().burst())
                    .cpuSeconds());
      }
      stage.findings().add(name(), "armed, from Kafka", "clocks/s", rates);
    }
  }

  /** Paid orders that nobody was told of: no mail is owed for them. */
  private static double armed(Stage stage, Connection connection, Events events, int count)
      throws SQLException {
    long start = System.nanoTime();
    long ends = events.produce(stage.unowed(count));
    await(
        connection,
        "select sum(next_offset) >= " + ends + " from stream_position where topic = 'orders'");
    return count * 1e9 / (System.nanoTime() - start);
  }

  /** As the sweep does when nothing is due. */
  private void look(Stage stage, Connection connection) throws SQLException {
    try (var next =
        connection.prepareStatement(
            "select due_at from clock where gate = ? and state = 'open' order by due_at limit 1")) {
      next.setString(1, "ORDERS");
      long start = 0;
      for (int i = -LOOKS / 10; i < LOOKS; i++) {
        start = i == 0 ? System.nanoTime() : start;
        next.executeQuery().close();
      }
      stage
          .findings()
          .add(
              name(),
              "a look when nothing is due",
              "ms",
              (System.nanoTime() - start) / 1e6 / LOOKS);
    }
  }

  private void fire(Stage stage, Connection connection) throws SQLException {
    var rates = new double[stage.sizes().rounds()];
    for (int round = 0; round < rates.length; round++) {
      int count = stage.sizes().burst();
      makeDue(connection, count, "now() + interval '1 second'");
      long start = System.nanoTime() + Duration.ofSeconds(1).toNanos();
      await(connection, noneDueIsOpen());
      rates[round] = count * 1e9 / (System.nanoTime() - start);
    }
    stage.findings().add(name(), "fired, with their alerts", "clocks/s", rates);
  }

  /** From when they were due to when the alert was raised, with few at a time. */
  private void alert(Stage stage, Connection connection) throws SQLException {
    int count = 10 * LATE_PER_SECOND;
    var due = "now() + interval '1 second' + n * interval '1 second' / " + LATE_PER_SECOND;
    var since = text(connection, "select clock_timestamp()");
    makeDue(connection, count, due);
    LockSupport.parkNanos(Duration.ofSeconds(12).toNanos());
    await(connection, noneDueIsOpen());
    for (var percentile : new double[] {0.5, 0.99}) {
      stage
          .findings()
          .add(
              name(),
              "alert after due p" + (int) (percentile * 100),
              "ms",
              Double.parseDouble(
                  text(
                      connection,
                      """
                      select percentile_cont(%s) within group (
                        order by extract(epoch from raised_at - due_at) * 1000)
                      from alert where raised_at > '%s'
                      """
                          .formatted(percentile, since))));
    }
  }

  private static void makeDue(Connection connection, int count, String when) throws SQLException {
    update(
        connection,
        """
        update clock set due_at = %s from (
          select id as due, row_number() over () as n from clock
          where subject_id like 'filled-%%' and state = 'open' limit %d) as chosen
        where id = due
        """
            .formatted(when, count));
  }

  private static String noneDueIsOpen() {
    return """
    select not exists (
      select from clock where gate = 'ORDERS' and state = 'open' and due_at < now() + interval '10 seconds')
    """;
  }

  private static void await(Connection connection, String sql) throws SQLException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!"t".equals(text(connection, sql))) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("Waited in vain for: " + sql);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      found.next();
      return found.getString(1);
    }
  }

  private static void update(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
