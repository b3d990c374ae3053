package io.touchback.messaging;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells a database that is away, or has no room, from one that refused what it was asked: the first
 * is nothing to mend here, and whoever asks again later is served.
 */
public final class DatabaseAway {
  /** SQLSTATEs: the connection failed, the server stops or starts, its disk or memory is full. */
  private static final Pattern STATES = Pattern.compile("08...|57P0.|53...");

  /** The pool's own words, for which there is no SQLSTATE. */
  private static final String NO_CONNECTION_IN_TIME = "cquisition timeout";

  private DatabaseAway() {}

  /** What took it away, if that is behind a failure: a word or two that quote no data. */
  public static Optional<String> behind(Throwable failure) {
    var everything = Trouble.everythingIn(failure);
    boolean unasked =
        everything.stream().anyMatch(e -> e instanceof DatabaseFailed failed && failed.unasked());
    return everything.stream()
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .filter(e -> e.getSQLState() != null || isLate(e))
        .findFirst()
        .filter(e -> unasked || isLate(e) || STATES.matcher(e.getSQLState()).matches())
        .map(e -> isLate(e) ? "no connection in time" : Trouble.name(e));
  }

  private static boolean isLate(SQLException e) {
    return e.getSQLState() == null
        && e.getMessage() != null
        && e.getMessage().contains(NO_CONNECTION_IN_TIME);
  }
}
