package io.touchback.notify.notice;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Plain SQL in the caller's transaction, for what is decided by the batch. */
@Singleton
final class Database {
  private final DataSource dataSource;

  Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Arguments are scalars, {@code String[]} or {@code byte[][]}; SQL casts what is neither text nor
   * number.
   */
  int update(String sql, @Nullable Object... arguments) {
    try (var connection = dataSource.getConnection();
        var statement = prepared(connection, sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  <T> List<T> query(Mapping<T> mapping, String sql, @Nullable Object... arguments) {
    try (var connection = dataSource.getConnection();
        var statement = prepared(connection, sql, arguments);
        var rows = statement.executeQuery()) {
      var found = new ArrayList<T>();
      while (rows.next()) {
        found.add(mapping.of(rows));
      }
      return found;
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  /** One column of many rows, for {@code unnest}; values as PostgreSQL reads them. */
  static <T> @Nullable String[] column(Collection<T> rows, Function<T, @Nullable Object> of) {
    return rows.stream()
        .map(of)
        .map(value -> value == null ? null : value.toString())
        .toArray(String[]::new);
  }

  /** The same of what is not text. */
  static <T> byte @Nullable [][] bytes(Collection<T> rows, Function<T, byte @Nullable []> of) {
    return rows.stream().map(of).toArray(byte[][]::new);
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private static PreparedStatement prepared(
      Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
    var statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, argument(connection, arguments[i]));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static @Nullable Object argument(Connection connection, @Nullable Object value)
      throws SQLException {
    if (value instanceof String[] texts) {
      return connection.createArrayOf("text", texts);
    }
    return value instanceof byte[][] packed ? connection.createArrayOf("bytea", packed) : value;
  }

  /** One row as an object. */
  @FunctionalInterface
  interface Mapping<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** A statement failed; the cause says how. */
  static final class DatabaseFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseFailed(SQLException cause) {
      super(cause);
    }
  }
}
