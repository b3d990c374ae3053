package io.touchback.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTest {
  @ParameterizedTest
  @CsvSource({
    "08006, true",
    "57P01, true",
    "57014, true",
    "53300, true",
    "55P03, true",
    "40P01, true",
    "40001, true",
    "25006, true",
    "42P01, true",
    "28P01, true",
    ", true",
    "22001, false",
    "22021, false",
    "23505, false",
    "54000, false",
    "25P02, false",
    "P0001, false"
  })
  void onlyStatesThatBlameTheDataDoNotPass(@Nullable String state, boolean passes) {
    var failure = new IllegalStateException(new DatabaseFailed(new SQLException("no", state)));
    assertEquals(passes, Trouble.passes(failure));
  }

  @Test
  void aBugDoesNotPass() {
    assertEquals(false, Trouble.passes(new NullPointerException()));
    assertEquals(false, Trouble.passes(new QuarkusTransactionException(new StackOverflowError())));
  }

  @Test
  void aTransactionThatSaysNoMorePasses() {
    var failure = new QuarkusTransactionException(new RollbackException("timed out"));
    assertEquals(true, Trouble.passes(failure));
    assertEquals(true, Trouble.passes(new QuarkusTransactionException(new SystemException())));
  }

  @Test
  void aRollbackIsJudgedByWhatCausedIt() {
    var rollback = new RollbackException("rolled back");
    rollback.initCause(new IllegalArgumentException("not valid"));
    assertEquals(false, Trouble.passes(new QuarkusTransactionException(rollback)));
    rollback.addSuppressed(new SQLException("gone", "08006"));
    assertEquals(true, Trouble.passes(new QuarkusTransactionException(rollback)));
  }

  @Test
  void namesQuoteNothing() {
    var failure =
        new DatabaseFailed(new SQLException("Key (email)=(ada@example.com) exists", "23505"));
    assertEquals("SQLException 23505", Trouble.name(failure));
    assertEquals("NullPointerException", Trouble.name(new NullPointerException("ada")));
  }
}
