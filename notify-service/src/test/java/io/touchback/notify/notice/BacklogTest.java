package io.touchback.notify.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import io.touchback.messaging.DatabaseFailed;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestStack.class)
class BacklogTest {
  @Inject Desk desk;
  @Inject Backlog backlog;

  @Test
  @DisplayName("E3: while the database is away the last counts stand, and the log says so once")
  void theLastCountsStand() {
    desk.read(AnOrder.of("shop-" + UUID.randomUUID()).event("OrderPlaced.v1.json"));
    backlog.count();
    var counted = backlog.forShops();
    var log = new Heard();
    Logger.getLogger(Backlog.class.getName()).addHandler(log);
    QuarkusTransaction.begin();
    try {
      assertThrows(
          DatabaseFailed.class, () -> desk.database.query(row -> null, "select from nowhere"));
      backlog.count();
      backlog.count();
    } finally {
      QuarkusTransaction.rollback();
      Logger.getLogger(Backlog.class.getName()).removeHandler(log);
    }
    assertEquals(counted, backlog.forShops());
    assertEquals(1, log.warnings.size(), log.warnings.toString());
    assertNull(log.warnings.get(0).getThrown(), "no stack");
  }

  private static final class Heard extends Handler {
    private final List<LogRecord> warnings = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
        warnings.add(line);
      }
    }

    @Override
    public void flush() {
      // Nothing is kept back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
