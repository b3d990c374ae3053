package io.touchback.notify.console;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import io.touchback.messaging.Database;
import io.touchback.notify.notice.NoticeState;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What staff ask for often is found without reading everything; the database says how. */
@QuarkusTest
@WithTestResource(TestStack.class)
@DisplayName("The list of all shops' notices neither reads nor sorts the whole table")
class FoundByIndexTest {
  @Inject Database database;

  /** Of an empty table PostgreSQL sorts what little there is. */
  @BeforeEach
  void fill() {
    QuarkusTransaction.begin();
    database.update(
        """
        insert into notice (id, shop, subject_id, kind, transition, happened_at, state)
        select gen_random_uuid(), 'shop-' || n % 50, n, 'shipped', '', now(), 'SENT'
        from generate_series(1, 5000) as n
        """);
    database.update("analyze notice");
  }

  @AfterEach
  void empty() {
    QuarkusTransaction.rollback();
  }

  @Test
  void theNewestOfAllShops() {
    assertFoundInOrder(plan(null), "notice_seq");
    assertFoundInOrder(plan(NoticeState.FAILED), "notice_seq");
  }

  private String plan(@Nullable NoticeState state) {
    var filter = NoticeList.filter(null, null, state, Long.MAX_VALUE);
    return database
        .query(
            row -> row.getString(1),
            "explain (costs off) " + NoticeList.newest(filter),
            filter.arguments(50))
        .stream()
        .collect(Collectors.joining("\n"));
  }

  private static void assertFoundInOrder(String plan, String index) {
    assertTrue(plan.contains(index), plan);
    assertFalse(plan.contains("Seq Scan") || plan.contains("Sort"), plan);
  }
}
