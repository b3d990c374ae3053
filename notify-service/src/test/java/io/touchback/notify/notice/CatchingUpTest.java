package io.touchback.notify.notice;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestStack.class)
class CatchingUpTest {
  private static final int BATCH = 500;

  @Inject Desk desk;

  private final String shop = "shop-" + UUID.randomUUID();

  @Test
  @DisplayName("K6: however much waits for a shop, it is decided by and by, and in its order")
  void muchMoreThanOneTransactionTakes() {
    var orders =
        IntStream.range(0, Deciding.MOST_AT_FIRST + 3 * BATCH / 2)
            .mapToObj(n -> AnOrder.of(shop))
            .toList();
    for (int first = 0; first < orders.size(); first += BATCH) {
      read(orders.subList(first, Math.min(orders.size(), first + BATCH)));
    }
    assertEquals(orders.size(), desk.waiting(shop));
    desk.open(shop, CatchingUpTest::mailNothing);
    var newest = orders.get(orders.size() - 1);
    desk.read(newest.event("OrderCancelled.v1.json"));
    await().until(() -> !isBehind());
    assertEquals(0, desk.waiting(shop));
    assertEquals(orders.size() + 1, count("count(*)"));
    assertEquals(
        List.of(NoticeKind.ORDER_CONFIRMED, NoticeKind.ORDER_CANCELLED),
        desk.notices(newest.id()).stream().map(Desk.Row::kind).toList());
    assertTrue(count("count(distinct xmin::text)") > 1, "All in one transaction");
    desk.read(orders.get(0).event("OrderCancelled.v1.json"));
    assertEquals(2, desk.notices(orders.get(0).id()).size());
  }

  private void read(List<AnOrder> orders) {
    desk.read(
        orders.stream()
            .map(order -> order.event("OrderPlaced.v1.json"))
            .toArray(OrderEvent[]::new));
  }

  /** What is decided stays as it was written. */
  private static void mailNothing(ObjectNode identity) {
    identity.putObject("notices").put("order-confirmed", false).put("order-cancelled", false);
  }

  private boolean isBehind() {
    return desk.database
        .query(row -> row.getBoolean(1), "select behind from shop where shop = ?", shop)
        .get(0);
  }

  private int count(String what) {
    return desk.database
        .query(row -> row.getInt(1), "select " + what + " from notice where shop = ?", shop)
        .get(0);
  }
}
