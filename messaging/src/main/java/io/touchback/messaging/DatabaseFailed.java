package io.touchback.messaging;

import java.sql.SQLException;

/** The database refused a statement, or is away; the cause says which. */
public final class DatabaseFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseFailed(SQLException cause) {
    super(cause);
  }
}
