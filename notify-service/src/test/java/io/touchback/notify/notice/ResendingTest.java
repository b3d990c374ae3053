package io.touchback.notify.notice;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import io.touchback.notify.send.Delivery;
import io.touchback.notify.send.ScriptedGateway;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestStack.class)
class ResendingTest {
  @Inject Desk desk;
  @Inject Resending resending;
  @Inject ScriptedGateway server;

  private final String shop = "shop-" + UUID.randomUUID();
  private final AnOrder order = AnOrder.of(shop);

  @Test
  @DisplayName("S2-3: of two who send a notice once more at the same time, the second hears of it")
  void twoResendsAtOnceAreOne() {
    server.reset();
    desk.open(shop);
    desk.read(order.event("OrderPlaced.v1.json"));
    await().until(() -> desk.only(order.id()).state() == NoticeState.SENT);
    var notice = desk.only(order.id()).id();
    var taken = new CompletableFuture<Delivery>();
    server.answerLater(mail -> taken);
    var second =
        desk.inTransaction(
            () -> {
              assertInstanceOf(Resending.Resent.class, resending.resend(notice, null));
              var later = CompletableFuture.supplyAsync(() -> resending.resend(notice, null));
              await().until(desk::somebodyWaitsForALock);
              return later;
            });
    assertEquals(new Resending.Refused("It is on its way already."), second.join());
    taken.complete(ScriptedGateway.TAKEN);
    await().until(() -> states().equals(List.of(NoticeState.SENT, NoticeState.SENT)));
  }

  @Test
  @DisplayName("X6: what is sent once more while its customer is being erased is erased, too")
  void aResendDoesNotOutliveAnErasure() {
    server.reset();
    desk.open(shop);
    desk.read(order.event("OrderPlaced.v1.json"));
    await().until(() -> desk.only(order.id()).state() == NoticeState.SENT);
    var notice = desk.only(order.id()).id();
    var erasure =
        desk.inTransaction(
            () -> {
              resending.resend(notice, "else@example.com");
              var later = CompletableFuture.runAsync(() -> desk.erase(order.id()));
              await().until(desk::somebodyWaitsForALock);
              return later;
            });
    erasure.join();
    assertEquals(
        List.of(),
        desk.database.query(
            row -> row.getString(1),
            "select recipient from notice where subject_id = ? and recipient is not null",
            order.id()));
  }

  @Test
  @DisplayName("X6: who erases a customer and who sends a resend to them never wait for each other")
  void anErasureLetsAResendBeWritten() {
    server.reset();
    desk.open(shop);
    desk.read(order.event("OrderPlaced.v1.json"));
    await().until(() -> desk.only(order.id()).state() == NoticeState.SENT);
    var taken = new CompletableFuture<Delivery>();
    server.answerLater(mail -> taken);
    var resent =
        assertInstanceOf(
            Resending.Resent.class, resending.resend(desk.only(order.id()).id(), null));
    await().until(() -> states().equals(List.of(NoticeState.SENT, NoticeState.SENDING)));
    var erasure =
        desk.inTransaction(
            () -> {
              // As a sender does, which claims and declares in one transaction.
              touch(resent.id());
              var later = CompletableFuture.runAsync(() -> desk.erase(order.id()));
              await().until(desk::somebodyWaitsForALock);
              touch(resent.id());
              return later;
            });
    erasure.join();
    taken.complete(ScriptedGateway.TAKEN);
    await().until(() -> states().equals(List.of(NoticeState.SENT, NoticeState.SENT)));
  }

  private void touch(UUID notice) {
    desk.database.update("update notice set attempts = attempts where id = ?", notice);
  }

  private List<NoticeState> states() {
    return desk.notices(order.id()).stream().map(Desk.Row::state).toList();
  }
}
