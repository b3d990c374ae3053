package io.touchback.sla.board;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.touchback.messaging.Database;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people ask for often is found without reading everything; the database says how. */
@QuarkusTest
@DisplayName("no list that is asked for often reads the whole table")
class FoundByIndexTest {
  @Inject Database database;

  private String plan(String sql, @Nullable Object... arguments) {
    return database.query(row -> row.getString(1), "explain (costs off) " + sql, arguments).stream()
        .collect(Collectors.joining("\n"));
  }

  private String plan(
      @Nullable String shop, @Nullable String state, @Nullable String policy, @Nullable String of) {
    var page = new PageRequest();
    page.size = 50;
    var list = ClockQuery.of(shop, state, policy, of, page);
    return plan(list.sql(), list.arguments(page));
  }

  private static void assertFoundBy(String plan, String... indexes) {
    assertTrue(!plan.contains("Seq Scan"), plan);
    for (var index : indexes) {
      assertTrue(plan.contains(index), plan);
    }
  }

  @Test
  void openClocks() {
    assertFoundBy(plan(null, "open", null, null), "due_clock_pkey", "clock_pkey");
    assertFoundBy(plan(null, "open", "order.dispatch", null), "due_clock_pkey", "clock_pkey");
    assertFoundBy(plan("beads", "open", null, null), "due_clock_pkey", "clock_shop");
  }

  @Test
  void breachedClocks() {
    assertFoundBy(plan(null, "breached", null, null), "clock_pkey");
    assertFoundBy(plan("beads", "breached", null, null));
  }

  @Test
  void whatIsAboutASubject() {
    assertFoundBy(plan(null, null, null, "#1001"), "clock_number", "clock_subject");
    var filter = Asked.filter(null, null, null, "#1001");
    assertFoundBy(
        plan("select * from alert" + filter.where(), filter.arguments()),
        "clock_number",
        "alert_subject");
  }

  @Test
  void theFirstOfAll() {
    assertFoundBy(plan(null, null, null, null), "clock_shop");
  }

  @Test
  @DisplayName("open alerts about streams, of which there are few, whatever else is open")
  void alertsAboutStreams() {
    assertFoundBy(
        plan(
            "select * from alert where policy = ? and subject_type = 'stream' and state = 'open'",
            "stream.behind"),
        "alert_stream");
  }
}
