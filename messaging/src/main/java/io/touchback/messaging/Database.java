package io.touchback.messaging;

import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Plain SQL on the service's database: in the caller's transaction, else each statement its own.
 *
 * <p>Arguments are scalars, instants, or the columns of many rows, for {@code unnest}: {@code
 * String[]}, {@code byte[][]}, {@code Integer[]}, {@code Long[]}. A column of instants comes as
 * microseconds since 1970, which need no parsing.
 *
 * <p>PostgreSQL plans a statement anew each time if it expects less of a short column than of one
 * whose length it does not know. {@code unnest((select ?))} hides the length, so that a plan is
 * kept: only for tables that stay small, as it is kept while they grow, too.
 */
@Singleton
public final class Database {
  private final DataSource dataSource;
  private final TransactionSynchronizationRegistry transaction;

  Database(DataSource dataSource, TransactionSynchronizationRegistry transaction) {
    this.dataSource = dataSource;
    this.transaction = transaction;
  }

  /**
   * @return how many rows it changed
   * @throws DatabaseFailed if the database refused the statement, or is away
   */
  public int update(String sql, @Nullable Object... arguments) {
    return now(new Question<>(sql, arguments, Statement::getUpdateCount));
  }

  /**
   * @return the rows that it gives
   * @throws DatabaseFailed if the database refused the statement, or is away
   */
  public <T> List<T> query(Mapping<T> mapping, String sql, @Nullable Object... arguments) {
    return now(new Question<>(sql, arguments, statement -> rows(statement, mapping)));
  }

  /**
   * As {@link #update}, but in a transaction nobody waits: it is sent before the transaction's next
   * statement and together with it, so that both take one round trip; at the latest before the
   * commit. Without a transaction it is sent at once.
   *
   * @return how many rows it changed; whoever asks waits for it, and hears what went wrong
   */
  public Supplier<Integer> updateLater(String sql, @Nullable Object... arguments) {
    return later(new Question<>(sql, arguments, Statement::getUpdateCount));
  }

  /** The same of a query, of few rows: what follows is sent before they are read. */
  public <T> Supplier<List<T>> queryLater(
      Mapping<T> mapping, String sql, @Nullable Object... arguments) {
    return later(new Question<>(sql, arguments, statement -> rows(statement, mapping)));
  }

  private <T> T now(Question<T> question) {
    var unsent = isInTransaction() ? unsent() : null;
    if (unsent == null) {
      send(List.of(question));
    } else {
      unsent.add(question);
      sendAll(unsent);
    }
    return question.answer();
  }

  private <T> Supplier<T> later(Question<T> question) {
    if (!isInTransaction()) {
      var answer = now(question);
      return () -> answer;
    }
    var known = unsent();
    var unsent = known == null ? begin() : known;
    unsent.add(question);
    return () -> {
      if (unsent.contains(question)) {
        sendAll(unsent);
      }
      return question.answer();
    };
  }

  /** Not in what follows its end, which knows its key still. */
  private boolean isInTransaction() {
    int status = transaction.getTransactionStatus();
    return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
  }

  /** What this transaction has not sent yet; null if it never put anything off. */
  @SuppressWarnings("unchecked")
  private @Nullable List<Question<?>> unsent() {
    return (List<Question<?>>) transaction.getResource(this);
  }

  private List<Question<?>> begin() {
    var unsent = new ArrayList<Question<?>>();
    transaction.putResource(this, unsent);
    transaction.registerInterposedSynchronization(new BeforeCommit(() -> sendAll(unsent)));
    return unsent;
  }

  private void sendAll(List<Question<?>> unsent) {
    var questions = List.copyOf(unsent);
    unsent.clear();
    if (!questions.isEmpty()) {
      send(questions);
    }
  }

  /** In one round trip: all are carried out, or the transaction has failed. */
  private void send(List<Question<?>> questions) {
    try (var connection = connection();
        var statement = prepared(connection, questions)) {
      statement.execute();
      for (var question : questions) {
        question.read(statement);
        statement.getMoreResults();
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  private static <T> List<T> rows(Statement statement, Mapping<T> mapping) throws SQLException {
    var found = new ArrayList<T>();
    try (var rows = statement.getResultSet()) {
      while (rows.next()) {
        found.add(mapping.of(rows));
      }
    }
    return found;
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

  private static PreparedStatement prepared(Connection connection, List<Question<?>> questions)
      throws SQLException {
    var statement = connection.prepareStatement(sql(questions));
    try {
      int place = 0;
      for (var question : questions) {
        for (var argument : question.arguments) {
          statement.setObject(++place, argument(connection, argument));
        }
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static String sql(List<Question<?>> questions) {
    return questions.size() == 1
        ? questions.get(0).sql
        : questions.stream().map(question -> question.sql).collect(Collectors.joining("\n;\n"));
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

  /** A statement, and what came of it. */
  private static final class Question<T> {
    private final String sql;
    private final @Nullable Object[] arguments;
    private final Result<T> result;
    private @Nullable T answer;

    Question(String sql, @Nullable Object[] arguments, Result<T> result) {
      this.sql = sql;
      this.arguments = arguments;
      this.result = result;
    }

    void read(Statement statement) throws SQLException {
      answer = result.of(statement);
    }

    T answer() {
      if (answer == null) {
        throw new IllegalStateException("Not carried out: its transaction has failed");
      }
      return answer;
    }
  }

  /** What a statement that was carried out has to say. */
  @FunctionalInterface
  private interface Result<T> {
    T of(Statement statement) throws SQLException;
  }

  private record BeforeCommit(Runnable sending) implements Synchronization {
    @Override
    public void beforeCompletion() {
      sending.run();
    }

    @Override
    public void afterCompletion(int status) {}
  }
}
