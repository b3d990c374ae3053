package io.touchback.notify.notice;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import io.touchback.notify.send.ScriptedGateway;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many shops of which nothing may be sent yet, and one that has much to send. */
@QuarkusTest
@WithTestResource(TestStack.class)
class TurnsTest {
  private static final int OTHERS = 200;
  private static final int ROOM = 64;

  @Inject Desk desk;
  @Inject SendQueue queue;
  @Inject Deciding deciding;
  @Inject Instance instance;
  @Inject ScriptedGateway server;

  private final String others = "others-" + UUID.randomUUID();
  private final String shop = "shop-" + UUID.randomUUID();

  @BeforeEach
  void open() {
    server.reset();
    desk.open(shop);
  }

  @AfterEach
  void forget() {
    desk.database.update("delete from notice where starts_with(shop, ?)", others);
  }

  @Test
  @DisplayName("F6: shops that have put off all of theirs do not slow another down")
  void shopsThatPutAllOffTakeNoTurns() {
    putOff();
    decide(100);
    await().until(() -> sent() == 100);
  }

  @Test
  @DisplayName("F6: nor do those whose next mail waits for one that is put off")
  void shopsWhoseMailsWaitEndNoRound() {
    putOff();
    waitBehind();
    decide(40);
    await().until(() -> sent() == 40);
  }

  @Test
  @DisplayName("What waits, and nobody may claim, is asked for once a round")
  void aRoundInVainIsTheLast() {
    QuarkusTransaction.begin();
    try {
      putOff();
      waitBehind();
      var turns = new Turns(queue);
      turns.begin();
      int steps = 0;
      while (turns.mayBeMore() && steps < OTHERS) {
        turns.claim(instance.id(), ROOM);
        steps++;
      }
      assertTrue(steps > OTHERS / ROOM && steps < 20, steps + " steps");
      assertTrue(turns.somethingWaits());
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  @Test
  void onlyShopsOfWhichSomethingIsDueHaveATurn() {
    putOff();
    assertFalse(queue.shopsWithWork("", 10_000).stream().anyMatch(one -> one.startsWith(others)));
    waitBehind();
    assertEquals(
        OTHERS,
        queue.shopsWithWork("", 10_000).stream().filter(one -> one.startsWith(others)).count());
  }

  @Test
  @DisplayName("Each shop is found by the first entry of its own, however many there are")
  void shopsAreFoundByIndex() {
    QuarkusTransaction.begin();
    String plan;
    try {
      putOff();
      desk.database.update("analyze notice");
      plan = String.join("\n", plan());
    } finally {
      QuarkusTransaction.rollback();
    }
    assertEquals(4, plan.split("notice_due", -1).length, plan);
    assertFalse(plan.contains("Sort") || plan.contains("Hash") || plan.contains("Seq Scan"), plan);
  }

  private List<String> plan() {
    return desk.database.query(
        row -> row.getString(1), "explain (costs off) " + SendQueue.SHOPS_WITH_WORK, "", ROOM);
  }

  /** One of each of the others, for an hour. */
  private void putOff() {
    desk.database.update(
        """
        insert into notice (
          id, shop, subject_id, kind, transition, happened_at, state, due_at, content)
        select gen_random_uuid(), ? || n, 'order', 'order-confirmed', '', now(), 'RETRY',
          now() + interval '1 hour', ''
        from generate_series(1, ?) as n
        """,
        others,
        OTHERS);
  }

  /** Another of the same order, which is due. */
  private void waitBehind() {
    desk.database.update(
        """
        insert into notice (
          id, shop, subject_id, kind, transition, happened_at, state, due_at, content)
        select gen_random_uuid(), shop, 'order', 'shipped', '', now(), 'PENDING', now(), ''
        from notice where starts_with(shop, ?)
        """,
        others);
  }

  /** So many of the one shop, all of which are left to the sender. */
  private void decide(int notices) {
    desk.inTransactionWithoutRoom(
        () -> {
          deciding.onOrders(
              IntStream.range(0, notices)
                  .mapToObj(i -> AnOrder.of(shop).event("OrderPlaced.v1.json"))
                  .toList(),
              Set.of());
          return null;
        });
  }

  private int sent() {
    return desk.database
        .query(
            row -> row.getInt(1),
            "select count(*) from notice where shop = ? and state = 'SENT'",
            shop)
        .get(0);
  }
}
