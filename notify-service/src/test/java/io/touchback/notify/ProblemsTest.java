package io.touchback.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Problems problems = new Problems();

  @Test
  @DisplayName("E3: 503 with Retry-After while the database is away")
  void whoAsksWhileTheDatabaseIsAwayIsPutOff() {
    var away = new IllegalStateException(new SQLException("refused", "08001"));
    var answer = problems.unexpected(away);
    assertEquals(503, answer.getStatus());
    assertEquals("5", answer.getHeaderString("Retry-After"));
    assertEquals(Problem.MEDIA_TYPE, answer.getMediaType().toString());
  }

  @Test
  @DisplayName("E3: also if it goes as the transaction ends")
  void whoseTransactionCannotEndIsPutOff() {
    var rollback = new RollbackException("not committed");
    rollback.addSuppressed(new SQLException("stopped", "57P01"));
    assertEquals(503, problems.notCommitted(rollback).getStatus());
  }

  @Test
  void whatIsOurFaultIsSaidSo() {
    assertEquals(500, problems.unexpected(new IllegalStateException("a bug")).getStatus());
    var statement = new IllegalStateException(new SQLException("no such table", "42P01"));
    assertEquals(500, problems.unexpected(statement).getStatus());
  }
}
