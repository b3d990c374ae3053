package io.touchback.orders;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Plain SQL, for what is done a thousand times a second: in the caller's transaction, else each
 * statement its own.
 */
@ApplicationScoped
public class Database {
  private final DataSource dataSource;

  Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Arguments are scalars, instants, {@code String[]} or {@code byte[][]}. */
  public int update(String sql, @Nullable Object... arguments) {
    try (var connection = dataSource.getConnection();
        var statement = prepared(connection, sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  /** The rows that a statement gives; arguments as for {@link #update}. */
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
      throw new DatabaseFailed(e);
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

  /** Arrays of these two types travel as they are; any other would be written as one long text. */
  private static @Nullable Object argument(Connection connection, @Nullable Object value)
      throws SQLException {
    if (value instanceof String[] texts) {
      return connection.createArrayOf("text", texts);
    }
    if (value instanceof byte[][] bytes) {
      return connection.createArrayOf("bytea", bytes);
    }
    return value instanceof Instant time ? OffsetDateTime.ofInstant(time, ZoneOffset.UTC) : value;
  }

  /** One row as an object. */
  @FunctionalInterface
  public interface Mapping<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** The database refused, or is away. */
  static final class DatabaseFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseFailed(SQLException cause) {
      super(cause);
    }
  }
}
