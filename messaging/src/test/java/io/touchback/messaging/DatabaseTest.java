package io.touchback.messaging;

import static io.touchback.messaging.OutgoingEvents.newKey;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestStack.class)
class DatabaseTest {
  private static final String ADDED = "insert into inbox (topic, event_id) values (?, ?)";
  private static final String READ = "select event_id from inbox where topic = ? order by event_id";

  @Inject DataSource dataSource;
  @Inject TransactionSynchronizationRegistry transaction;

  private final String topic = "later-" + newKey();
  private FlakyDataSource counted;
  private Database database;

  @BeforeEach
  void start() {
    counted = new FlakyDataSource(dataSource);
    database = new Database(counted, transaction);
  }

  @Test
  @DisplayName("what can wait is sent with the next statement, before it")
  void goesWithTheNext() {
    inTransaction(
        () -> {
          var first = added("1");
          var seen = readLater();
          var second = added("2");
          assertEquals(0, counted.asked());
          assertEquals(List.of("1", "2"), read());
          assertEquals(1, counted.asked());
          assertEquals(List.of("1"), seen.get());
          assertEquals(List.of(1, 1), List.of(first.get(), second.get()));
          assertEquals(1, counted.asked());
        });
    assertEquals(List.of("1", "2"), read());
  }

  @Test
  @DisplayName("whoever asks for an answer has it, and what waits is sent once")
  void isSentWhenAsked() {
    inTransaction(
        () -> {
          var first = added("1");
          var second = added("2");
          assertEquals(1, second.get());
          assertEquals(1, first.get());
          assertEquals(1, counted.asked());
          assertEquals(1, added("3").get());
          assertEquals(2, counted.asked());
        });
    assertEquals(List.of("1", "2", "3"), read());
  }

  @Test
  @DisplayName("what nobody asks for is sent before the commit, and not without one")
  void isSentBeforeTheCommit() {
    inTransaction(() -> added("1"));
    assertThrows(
        IllegalStateException.class,
        () ->
            inTransaction(
                () -> {
                  added("2");
                  throw new IllegalStateException("changed our mind");
                }));
    assertEquals(List.of("1"), read());
  }

  @Test
  @DisplayName("one that fails takes the transaction with it, and says why")
  void failsTogether() {
    var failure =
        assertThrows(
            DatabaseFailed.class,
            () ->
                inTransaction(
                    () -> {
                      var first = added("1");
                      added("1");
                      assertTrue(
                          DatabaseFailed.lostRace(assertThrows(DatabaseFailed.class, this::read)));
                      assertThrows(IllegalStateException.class, first::get);
                      throw assertThrows(DatabaseFailed.class, this::read);
                    }));
    assertEquals(
        "25P02", ((SQLException) Objects.requireNonNull(failure.getCause())).getSQLState());
    assertEquals(List.of(), read());
  }

  @Test
  @DisplayName("one that fails at the commit is no less a failure of the database")
  void failsBeforeTheCommit() {
    var failure =
        assertThrows(
            RuntimeException.class,
            () ->
                inTransaction(
                    () -> {
                      added("1");
                      added("1");
                    }));
    assertTrue(DatabaseFailed.lostRace(failure));
    assertEquals(List.of(), read());
  }

  @Test
  @DisplayName("without a transaction nothing waits")
  void goesAtOnceByItself() {
    var first = added("1");
    assertEquals(List.of("1"), read());
    assertEquals(1, first.get());
  }

  @Test
  @DisplayName("what follows a transaction's end is in none")
  void goesAtOnceAfterTheEnd() {
    var seen = new ArrayList<Object>();
    inTransaction(
        () -> {
          added("1");
          transaction.registerInterposedSynchronization(
              new Synchronization() {
                @Override
                public void beforeCompletion() {
                  seen.add(read());
                }

                @Override
                public void afterCompletion(int status) {
                  seen.add(added("2").get());
                  seen.add(read());
                }
              });
        });
    assertEquals(List.of(List.of("1"), 1, List.of("1", "2")), seen);
  }

  @Test
  @DisplayName("what comes after a transaction's time is up is not written without it")
  void nothingIsWrittenAfterTheTimeout() {
    assertThrows(
        RuntimeException.class,
        () ->
            QuarkusTransaction.requiringNew()
                .timeout(1)
                .run(
                    () -> {
                      added("1");
                      assertEquals(List.of("1"), read());
                      await()
                          .pollInSameThread()
                          .until(
                              () -> transaction.getTransactionStatus() == Status.STATUS_ROLLEDBACK);
                      assertTrue(
                          Trouble.passes(
                              assertThrows(DatabaseFailed.class, () -> added("2").get())));
                    }));
    assertEquals(List.of(), read());
  }

  @Test
  @DisplayName("together they may have more parameters and rows than fit into a packet")
  void manyAndLarge() {
    var ids = IntStream.range(0, 3_000).mapToObj(i -> "%06d".formatted(i)).toList();
    inTransaction(
        () -> {
          var inserted =
              database.updateLater(
                  "insert into inbox (topic, event_id) select ?, unnest(?)",
                  topic,
                  ids.toArray(String[]::new));
          var seen = readLater();
          assertEquals(ids, read());
          assertEquals(ids, seen.get());
          assertEquals(3_000, inserted.get());
        });
  }

  private Supplier<Integer> added(String id) {
    return database.updateLater(ADDED, topic, id);
  }

  private Supplier<List<String>> readLater() {
    return database.queryLater(row -> row.getString(1), READ, topic);
  }

  private List<String> read() {
    return database.query(row -> row.getString(1), READ, topic);
  }

  private static void inTransaction(Runnable work) {
    QuarkusTransaction.requiringNew().run(work);
  }
}
