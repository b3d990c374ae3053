package io.touchback.bench.scenario;

import io.touchback.bench.house.House.Service;
import io.touchback.bench.house.Usage;
import io.touchback.bench.limit.BareScheduler;
import io.touchback.bench.load.AlertsTold;
import io.touchback.bench.load.Events;
import io.touchback.bench.scenario.ByTurns.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Very many open clocks: what arming and firing cost among them, next to db-scheduler, and what
 * looking for overdue ones costs when there are none.
 */
public final class Clocks implements Scenario {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();
  private static final int SWEEPS = 500;
  private static final String ARMED = "armed, from Kafka";
  private static final int LATE_PER_SECOND = 100;
  private static final Duration HEAD_START = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "clocks";
  }

  @Override
  public void run(Stage stage) {
    stage.haveOrders();
    stage.onlyStarted(Service.ORDERS, Service.SLA);
    // What is armed for orders of before is none of what is counted below.
    stage.awaitRest();
    stage.house().createOwnDatabase();
    try (var connection = stage.house().database(Service.SLA);
        var pool = stage.house().ownPool(BareScheduler.CONNECTIONS)) {
      var bare = new BareScheduler(pool);
      fill(connection, stage.sizes().clocks());
      var tally = new ClockTally(connection);
      arm(stage, connection, bare, tally);
      sweep(stage);
      fire(stage, connection, bare, tally);
      alert(stage, connection, tally);
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

  private void arm(Stage stage, Connection connection, BareScheduler bare, ClockTally tally)
      throws SQLException {
    int count = stage.sizes().burst();
    try (var events = stage.events("OrderPaid")) {
      stage.untilCompiled(() -> armed(stage, connection, events, tally));
      bare.schedules(stage.sizes().warmUp());
      new ByTurns(stage, name())
          .measure(
              new Side(ARMED, "clocks/s", () -> armedMeasured(stage, connection, events, tally)),
              new Side("db-scheduler schedules", "tasks/s", () -> bare.schedules(count)),
              "armed, times db-scheduler");
    }
    tally.check(stage.findings());
    batches(stage, bare, count);
  }

  private double armedMeasured(
      Stage stage, Connection connection, Events events, ClockTally tally) {
    var armed = armed(stage, connection, events, tally);
    stage.findings().usage(name(), ARMED, armed.perThousand.cpuSeconds());
    return armed.rate;
  }

  /** Paid orders that nobody was told of: no mail is owed for them. */
  private static Armed armed(Stage stage, Connection connection, Events events, ClockTally tally) {
    int count = stage.sizes().burst();
    var unread = stage.producedUnread(Service.SLA, events, stage.unowed(count));
    long start = System.nanoTime();
    try {
      await(
          connection,
          "select sum(next_offset) >= "
              + unread.ends()
              + " from stream_position where topic = 'orders'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    double rate = count * 1e9 / (System.nanoTime() - start);
    tally.armed(count);
    var used = stage.house().usage().since(unread.before());
    return new Armed(rate, used.perThousand(count));
  }

  /** As many clocks a second, and what they took. */
  private record Armed(double rate, Usage perThousand) {}

  private void batches(Stage stage, BareScheduler bare, int count) {
    var rates = new double[stage.sizes().rounds()];
    for (int round = 0; round < rates.length; round++) {
      rates[round] = bare.schedulesInBatches(count);
    }
    stage.findings().add(name(), "db-scheduler schedules, by 500", "tasks/s", rates);
  }

  /** All that a sweep asks for when nothing is due. */
  private void sweep(Stage stage) throws SQLException {
    var millis = new double[stage.sizes().rounds()];
    try (var connection = stage.house().database(Service.SLA)) {
      var sweep = new IdleSweep(connection);
      sweep.millis(SWEEPS);
      for (int round = 0; round < millis.length; round++) {
        millis[round] = sweep.millis(SWEEPS);
      }
    }
    stage.findings().add(name(), "a sweep when nothing is due", "ms", millis);
  }

  private void fire(Stage stage, Connection connection, BareScheduler bare, ClockTally tally)
      throws SQLException {
    int count = 3 * stage.sizes().burst();
    fired(connection, count, tally);
    bare.executes(count);
    new ByTurns(stage, name())
        .measure(
            new Side("fired, with their alerts", "clocks/s", () -> fired(connection, count, tally)),
            new Side("db-scheduler executes", "tasks/s", () -> bare.executes(count)),
            "fired, times db-scheduler");
    tally.check(stage.findings());
  }

  /** From when they are due; looked at before they are made so, which takes a while. */
  private static double fired(Connection connection, int count, ClockTally tally)
      throws SQLException {
    long due = System.nanoTime() + HEAD_START.toNanos();
    makeDue(connection, count, inAMoment());
    await(connection, noneDueIsOpen());
    double rate = count * 1e9 / (System.nanoTime() - due);
    tally.fired(count);
    // Else they would be published while it is db-scheduler's turn.
    await(connection, "select not exists (select from outbox_queue)");
    return rate;
  }

  /** From when they were due to when the alert was on its way to the broker, few at a time. */
  private void alert(Stage stage, Connection connection, ClockTally tally) throws SQLException {
    int count = 10 * LATE_PER_SECOND;
    try (var told = new AlertsTold(stage.house().bootstrapServers())) {
      makeDue(connection, count, inAMoment() + " + n * interval '1 second' / " + LATE_PER_SECOND);
      var late = told.late(count, PATIENCE);
      tally.fired(count);
      tally.check(stage.findings());
      if (late.getTotalCount() == count) {
        stage.findings().latency(name(), "alert after due", List.of(late));
      } else {
        stage.findings().fail("only " + late.getTotalCount() + " alerts came to Kafka");
      }
    }
  }

  private static String inAMoment() {
    return "now() + interval '" + HEAD_START.toSeconds() + " seconds'";
  }

  private static void makeDue(Connection connection, int count, String when) throws SQLException {
    int made =
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
    if (made != count) {
      throw new IllegalStateException("Only " + made + " clocks could be made due");
    }
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

  private static int update(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }
}
