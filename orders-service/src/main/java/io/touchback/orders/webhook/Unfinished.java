package io.touchback.orders.webhook;

import io.touchback.messaging.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has been asked of us and is not done.
 *
 * @param oldest since when the oldest has waited; null = nothing does
 */
record Unfinished(long count, @Nullable Instant oldest) {
  static final Unfinished NONE = new Unfinished(0, null);

  /** Of a row with {@code count} and {@code oldest}. */
  static Unfinished of(ResultSet row) throws SQLException {
    return new Unfinished(row.getLong("count"), Database.instantOrNull(row, "oldest"));
  }
}
