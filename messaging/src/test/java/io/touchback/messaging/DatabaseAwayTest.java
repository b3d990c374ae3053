package io.touchback.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(TestStack.class)
class DatabaseAwayTest {
  @Inject TransactionSynchronizationRegistry transaction;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @ParameterizedTest
  @CsvSource({
    "08001, true",
    "08006, true",
    "57P01, true",
    "57P03, true",
    "53100, true",
    "53300, true",
    "57014, false",
    "55000, false",
    "55P03, false",
    "40001, false",
    "42P01, false",
    "22001, false",
    "23505, false",
    ", false"
  })
  void onlyTroubleOfTheConnectionOrOfRoomIsAway(@Nullable String state, boolean away) {
    var failure = new IllegalStateException(new DatabaseFailed(new SQLException("no", state)));
    assertEquals(away, DatabaseAway.behind(failure).isPresent());
  }

  @Test
  void whatDoesNotLetUsInIsAwayWhateverItSays() {
    var closed = DatabaseFailed.unasked(new SQLException("accepts no connections", "55000"));
    assertEquals(Optional.of("SQLException 55000"), DatabaseAway.behind(closed));
  }

  @Test
  void aRollbackIsJudgedByWhatCausedIt() {
    var rollback = new RollbackException("rolled back");
    assertEquals(Optional.empty(), DatabaseAway.behind(rollback));
    rollback.addSuppressed(new SQLException("gone", "08006"));
    assertEquals(
        Optional.of("SQLException 08006"),
        DatabaseAway.behind(new QuarkusTransactionException(rollback)));
  }

  @Test
  void aBugIsNotAway() {
    assertEquals(Optional.empty(), DatabaseAway.behind(new NullPointerException()));
  }

  @Test
  void aPoolWithoutAConnectionToSpareIsAway() throws SQLException {
    try (var pool = poolOfOne(url);
        var taken = pool.getConnection()) {
      assertEquals(false, taken.isClosed());
      assertEquals(Optional.of("no connection in time"), DatabaseAway.behind(asked(pool)));
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsAway() throws SQLException {
    try (var pool = poolOfOne("jdbc:postgresql://localhost:" + QuietPort.find() + "/any")) {
      assertEquals(Optional.of("ConnectException"), DatabaseAway.behind(asked(pool)));
    }
  }

  private DatabaseFailed asked(AgroalDataSource pool) {
    var database = new Database(pool, transaction);
    return assertThrows(
        DatabaseFailed.class, () -> database.query(row -> row.getInt(1), "select 1"));
  }

  private AgroalDataSource poolOfOne(String url) throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(1)
                        .acquisitionTimeout(Duration.ofSeconds(2))
                        .connectionFactoryConfiguration(
                            factory ->
                                factory
                                    .jdbcUrl(url)
                                    .loginTimeout(Duration.ofSeconds(1))
                                    .principal(new NamePrincipal(user))
                                    .credential(new SimplePassword(password)))));
  }
}
