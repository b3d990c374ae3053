package io.touchback.messaging;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Plain SQL on the service's database: in the caller's transaction, else each statement its own.
 *
 * <p>Arguments are scalars, instants, or the columns of many rows, for {@code unnest}: {@code
 * String[]}, {@code byte[][]}, {@code Integer[]}, {@code Long[]}. A column of instants comes as
 * microseconds since 1970, which need no parsing.
 */
@Singleton
public final class Database {
  private final DataSource dataSource;

  Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * @return how many rows it changed
   * @throws DatabaseFailed if the database refused the statement, or is away
   */
  public int update(String sql, @Nullable Object... arguments) {
    try (var connection = connection();
        var statement = prepared(connection, sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  /**
   * @return the rows that it gives
   * @throws DatabaseFailed if the database refused the statement, or is away
   */
  public <T> List<T> query(Mapping<T> mapping, String sql, @Nullable Object... arguments) {
    try (var connection = connection();
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

  /** One column of many rows; values as PostgreSQL reads them, SQL casts what is not text. */
  public static <T> @Nullable String[] column(
      Collection<T> rows, Function<T, @Nullable Object> of) {
    return rows.stream()
        .map(of)
        .map(value -> value == null ? null : value.toString())
        .toArray(String[]::new);
  }

  /** The same of what is not text. */
  public static <T> byte @Nullable [][] bytes(
      Collection<T> rows, Function<T, byte @Nullable []> of) {
    return rows.stream().map(of).toArray(byte[][]::new);
  }

  /** The same of instants, as microseconds since 1970. */
  public static <T> @Nullable Instant[] instants(
      Collection<T> rows, Function<T, @Nullable Instant> of) {
    return rows.stream().map(of).toArray(Instant[]::new);
  }

  /** What a row says of a time in a column that is never null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** The same of one that may be null. */
  public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    var value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  /** What a row says in a column of type {@code text[]}. */
  public static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private Connection connection() {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw DatabaseFailed.unasked(e);
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

  /** Arrays of these types travel as they are; any other would be written as one long text. */
  private static @Nullable Object argument(Connection connection, @Nullable Object value)
      throws SQLException {
    if (value instanceof String[] texts) {
      return connection.createArrayOf("text", texts);
    }
    if (value instanceof byte[][] bytes) {
      return connection.createArrayOf("bytea", bytes);
    }
    if (value instanceof Integer[] numbers) {
      return connection.createArrayOf("integer", numbers);
    }
    if (value instanceof Long[] numbers) {
      return connection.createArrayOf("bigint", numbers);
    }
    if (value instanceof Instant[] times) {
      return connection.createArrayOf("bigint", micros(times));
    }
    return value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value;
  }

  private static @Nullable Long[] micros(@Nullable Instant[] times) {
    return Arrays.stream(times)
        .map(at -> at == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, at))
        .toArray(Long[]::new);
  }

  /** One row as an object. */
  @FunctionalInterface
  public interface Mapping<T> {
    T of(ResultSet row) throws SQLException;
  }
}
