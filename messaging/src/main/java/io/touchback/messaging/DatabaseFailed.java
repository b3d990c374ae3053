package io.touchback.messaging;

import java.sql.SQLException;

/** A statement failed; the cause says how. */
final class DatabaseFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseFailed(SQLException cause) {
    super(cause);
  }
}
