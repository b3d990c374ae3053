package io.touchback.sla.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.touchback.messaging.Database;
import java.util.List;

/** Each open clock has its entry among those that are due one day, and nothing else has one. */
public final class DueEntries {
  private DueEntries() {}

  /** One statement sees all transactions whole: to be asked at any time. */
  public static void check(Database database) {
    assertEquals(
        List.of(),
        database.query(
            row -> row.getString(1),
            """
            select concat(coalesce(open.id, due.id), ' ', open.due_at, ' ', due.due_at)
            from (select gate, due_at, id from clock where state = 'open') as open
            full join due_clock as due
              on due.gate = open.gate and due.due_at = open.due_at and due.id = open.id
            where open.id is null or due.id is null
            """));
  }
}
