package io.touchback.bench.scenario;

import io.touchback.bench.report.Findings;
import java.sql.Connection;
import java.sql.SQLException;

/** What must have become of the clocks that orders are watched by, held against the database. */
final class ClockTally {
  private final Connection connection;
  private Count expected;

  /** Begins with what is there. */
  ClockTally(Connection connection) throws SQLException {
    this.connection = connection;
    this.expected = count();
  }

  private record Count(long open, long alerts) {}

  void armed(int clocks) {
    expected = new Count(expected.open + clocks, expected.alerts);
  }

  void fired(int clocks) {
    expected = new Count(expected.open - clocks, expected.alerts + clocks);
  }

  /** A rate at which some were left out is none. */
  void check(Findings findings) throws SQLException {
    var found = count();
    if (!found.equals(expected)) {
      findings.fail("of clocks there should be " + expected + ", and there are " + found);
    }
  }

  /** Shops and streams have clocks and alerts of their own. */
  private Count count() throws SQLException {
    try (var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                """
                select
                  (select count(*) from clock where policy = 'order.dispatch' and state = 'open'),
                  (select count(*) from alert where policy = 'order.dispatch')
                """)) {
      found.next();
      return new Count(found.getLong(1), found.getLong(2));
    }
  }
}
