package io.touchback.sla;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Plain SQL on the service's database: in the caller's transaction, else each statement its own.
 */
@Singleton
public final class Database {
  private final DataSource dataSource;

  Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Arguments are scalars, instants, columns of text ({@code String[]}) or columns of instants,
   * which come as microseconds since 1970: {@code instant(at)} makes instants of them.
   */
  public int update(String sql, @Nullable Object... arguments) {
    try (var connection = dataSource.getConnection();
        var statement = prepared(connection, sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new Failed(e);
    }
  }

  public <T> List<T> query(Mapping<T> mapping, String sql, @Nullable Object... arguments) {
    try (var connection = dataSource.getConnection();
        var statement = prepared(connection, sql, arguments);
        var rows = statement.executeQuery()) {
      var found = new ArrayList<T>();
      while (rows.next()) {
        found.add(mapping.of(rows));
      }
      return found;
    } catch (SQLException e) {
      throw new Failed(e);
    }
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
    if (value instanceof String[] column) {
      return connection.createArrayOf("text", column);
    }
    if (value instanceof Instant[] column) {
      return connection.createArrayOf("bigint", micros(column));
    }
    return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
  }

  private static @Nullable Long[] micros(@Nullable Instant[] column) {
    return Arrays.stream(column)
        .map(at -> at == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, at))
        .toArray(Long[]::new);
  }

  /** One row as an object. */
  @FunctionalInterface
  public interface Mapping<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** The database is away or refused the statement. */
  public static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(SQLException cause) {
      super(cause);
    }
  }
}
