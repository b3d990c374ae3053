package io.touchback.bench.scenario;

import io.touchback.bench.house.House.Service;
import io.touchback.bench.limit.BareScheduler;
import io.touchback.bench.load.Events;
import io.touchback.bench.scenario.ByTurns.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Very many open clocks: what arming and firing cost among them, next to db-scheduler, and what
 * looking for overdue ones costs when there are none.
 */
public final class Clocks implements Scenario {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();
  private static final int LOOKS = 1_000;
  private static final int LATE_PER_SECOND = 100;
  private static final Duration HEAD_START = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "clocks";
  }

  @Override
  public void run(Stage stage) {
    stage.onlyRunning(Service.ORDERS, Service.SLA);
    stage.house().createOwnDatabase();
    try (var connection = stage.house().database(Service.SLA);
        var pool = stage.house().ownPool(BareScheduler.CONNECTIONS)) {
      var bare = new BareScheduler(pool);
      fill(connection, stage.sizes().clocks());
      arm(stage, connection, bare);
      look(stage, connection);
      fire(stage, connection, bare);
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
        with filled as (
          insert into clock (
            id, shop, policy, gate, subject_type, subject_id, started_at, started_by, started_what,
            target, hours, deadline, due_at, state, silence)
          select uuidv7(), 'bench-1', 'order.dispatch', 'ORDERS', 'order', 'filled-' || n, now(),
            'bench', 'paid', 'P3D', 'calendar', like_it.deadline, now() + interval '365 days', 'open',
            like_it.silence
          from generate_series(1, %d) as n, (
            select deadline, silence from clock where policy = 'order.dispatch' limit 1) as like_it
          returning gate, due_at, id)
        insert into due_clock select * from filled
        """
            .formatted(clocks));
    update(connection, "analyze clock, due_clock");
  }

  private void arm(Stage stage, Connection connection, BareScheduler bare) throws SQLException {
    int count = stage.sizes().burst();
    try (var events = stage.events("OrderPaid")) {
      armed(stage, connection, events, stage.sizes().warmUp());
      bare.schedules(stage.sizes().warmUp());
      new ByTurns(stage, name())
          .measure(
              new Side(
                  "armed, from Kafka", "clocks/s", () -> armed(stage, connection, events, count)),
              new Side("db-scheduler schedules", "tasks/s", () -> bare.schedules(count)),
              "armed, times db-scheduler");
    }
    batches(stage, bare, count);
  }

  /** Paid orders that nobody was told of: no mail is owed for them. */
  private double armed(Stage stage, Connection connection, Events events, int count)
      throws SQLException {
    var before = stage.house().usage();
    long ends = stage.producedUnread(Service.SLA, events, stage.unowed(count));
    long start = System.nanoTime();
    await(
        connection,
        "select sum(next_offset) >= " + ends + " from stream_position where topic = 'orders'");
    double rate = count * 1e9 / (System.nanoTime() - start);
    var used = stage.house().usage().since(before);
    stage.findings().usage(name(), used.perThousand(count).cpuSeconds());
    return rate;
  }

  private void batches(Stage stage, BareScheduler bare, int count) {
    var rates = new double[stage.sizes().rounds()];
    for (int round = 0; round < rates.length; round++) {
      rates[round] = bare.schedulesInBatches(count);
    }
    stage.findings().add(name(), "db-scheduler schedules, by 500", "tasks/s", rates);
  }

  /** As the sweep does when nothing is due. */
  private void look(Stage stage, Connection connection) throws SQLException {
    try (var next =
        connection.prepareStatement(
            "select due_at from due_clock where gate = ? order by due_at limit 1")) {
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

  private void fire(Stage stage, Connection connection, BareScheduler bare) throws SQLException {
    int count = 3 * stage.sizes().burst();
    bare.executes(count);
    new ByTurns(stage, name())
        .measure(
            new Side("fired, with their alerts", "clocks/s", () -> fired(connection, count)),
            new Side("db-scheduler executes", "tasks/s", () -> bare.executes(count)),
            "fired, times db-scheduler");
  }

  /** From when they are due; looked at before they are made so, which takes a while. */
  private static double fired(Connection connection, int count) throws SQLException {
    long due = System.nanoTime() + HEAD_START.toNanos();
    makeDue(connection, count, "now() + interval '" + HEAD_START.toSeconds() + " seconds'");
    await(connection, noneDueIsOpen());
    double rate = count * 1e9 / (System.nanoTime() - due);
    // Else they would be published while it is db-scheduler's turn.
    await(connection, "select not exists (select from outbox_queue)");
    return rate;
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
        with chosen as (
          select id as due, due_at as was, row_number() over () as n from clock
          where subject_id like 'filled-%%' and state = 'open' limit %d),
        made as (
          update clock set due_at = %s from chosen where id = due returning gate, due_at, id),
        ended as (
          delete from due_clock using chosen where gate = 'ORDERS' and due_at = was and id = due)
        insert into due_clock select * from made
        """
            .formatted(count, when));
  }

  private static String noneDueIsOpen() {
    return """
    select not exists (
      select from due_clock where gate = 'ORDERS' and due_at < now() + interval '10 seconds')
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
