package io.touchback.messaging;

import java.sql.SQLException;

/** The database refused a statement, or is away; the cause says which. */
public final class DatabaseFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String UNIQUE_VIOLATION = "23505";

  private final boolean unasked;

  DatabaseFailed(SQLException cause) {
    this(cause, false);
  }

  private DatabaseFailed(SQLException cause, boolean unasked) {
    super(cause);
    this.unasked = unasked;
  }

  /** There was no connection to ask it by. */
  static DatabaseFailed unasked(SQLException cause) {
    return new DatabaseFailed(cause, true);
  }

  boolean unasked() {
    return unasked;
  }

  /** Whether somebody else has put the same there just before. */
  public static boolean lostRace(Throwable failure) {
    return Trouble.everythingIn(failure).stream()
        .anyMatch(e -> e instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState()));
  }
}
