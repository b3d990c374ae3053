package io.touchback.notify.notice;

import static io.touchback.notify.send.ScriptedGateway.TAKEN;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import io.touchback.notify.notice.Claim.NoticeIdentity;
import io.touchback.notify.notice.Claim.Ticket;
import io.touchback.notify.send.Delivery;
import io.touchback.notify.send.OutgoingMail;
import io.touchback.notify.send.ScriptedGateway;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of notices when the mail server, an instance or the world misbehaves. */
@QuarkusTest
@WithTestResource(TestStack.class)
class SendingTest {
  @Inject Desk desk;
  @Inject Deciding deciding;
  @Inject ScriptedGateway server;
  @Inject SendQueue queue;
  @Inject Marking marking;
  @Inject SenderPause pause;
  @Inject Sending sending;
  @Inject Instance instance;
  @Inject MeterRegistry metrics;

  private final String shop = "shop-" + UUID.randomUUID();
  private final AnOrder order = AnOrder.of(shop);

  @BeforeEach
  void open() {
    server.reset();
    desk.open(shop);
  }

  @Test
  @DisplayName("S2-2: a notice is sent once, and its end published once")
  void aNoticeIsSentOnce() {
    desk.read(order.event("OrderShipped.v1.some.json"));
    desk.read(order.event("OrderShipped.v1.some.json"));
    awaitState(NoticeState.SENT);
    assertEquals(1, tries().size());
    assertEquals(List.of("NoticeSent"), published());
  }

  @Test
  void aSuppressedNoticeIsPublishedWithItsReason() {
    desk.read(order.event("OrderPlaced.v1.no-address.json"));
    assertEquals(NoticeState.SUPPRESSED, desk.only(order.id()).state());
    assertEquals(List.of("NoticeSuppressed"), published());
    assertEquals("test order", payloads().get(0).get("reason").asText());
  }

  @Test
  @DisplayName("Only the latest of several statuses that arrive together is sent")
  void onlyTheLatestStatusIsSent() {
    desk.inTransaction(
        () -> {
          deciding.onOrders(
              List.of(order.scanned("ParcelMoved.v1.out-for-delivery.json")), Set.of());
          deciding.onOrders(
              List.of(
                  order.scanned("ParcelMoved.v1.attempt-failed.json"),
                  order.scanned("ParcelMoved.v1.delivered.json")),
              Set.of());
          return null;
        });
    await().until(() -> tries().size() == 1);
    await().until(() -> published().size() == 3);
    assertEquals(
        List.of(NoticeState.SUPPRESSED, NoticeState.SUPPRESSED, NoticeState.SENT),
        desk.notices(order.id()).stream().map(Desk.Row::state).toList());
  }

  @Test
  @DisplayName("C3: what a dead instance had claimed is sent once when its lease ends")
  void aDeadInstancesClaimIsSent() {
    leftBehind("CLAIMED");
    awaitState(NoticeState.SENT);
    assertEquals(1, tries().size());
    assertEquals(0, desk.only(order.id()).unknowns());
  }

  @Test
  @DisplayName("C5 C6: what a dead instance was sending is sent again with the same Message-ID")
  void aDeadInstancesMailIsSentAgain() {
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    double before = metrics.counter("touchback.notices.resent").count();
    giveToTheDead("SENDING");
    await().until(() -> tries().size() == 2);
    awaitState(NoticeState.SENT);
    assertEquals(tries().get(0), tries().get(1), "the very same mail");
    assertEquals(1, desk.only(order.id()).unknowns());
    assertTrue(metrics.counter("touchback.notices.resent").count() > before);
  }

  @Test
  @DisplayName("C4 E7: a connection that died before the dot is tried again")
  void whatWasNotSentIsTriedAgain() {
    answers(new Delivery.NotSent("reset after MAIL FROM"), TAKEN);
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    assertEquals(1, messageIds(2).size());
    assertEquals(2, desk.only(order.id()).attempts());
  }

  @Test
  @DisplayName(
      "C5 E7: one that died at the dot is UNKNOWN, and sent again with the same Message-ID")
  void whatMayHaveArrivedIsSentAgain() {
    answers(new Delivery.Unknown("silent after the dot"), TAKEN);
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    assertEquals(1, messageIds(2).size());
    assertEquals(1, desk.only(order.id()).unknowns());
    assertEquals(List.of("NoticeSent"), published());
  }

  @Test
  void nobodyIsSentTheSameMailForEver() {
    server.answer(mail -> new Delivery.Unknown("silent after the dot"));
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.FAILED);
    assertEquals(4, tries().size());
    assertEquals(List.of("NoticeFailed"), published());
  }

  @Test
  void aMailClientThatFailsLeavesTheMailUnknown() {
    server.answerLater(
        mail ->
            tries().size() == 1
                ? CompletableFuture.failedFuture(new IllegalStateException("bug"))
                : CompletableFuture.completedFuture(TAKEN));
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    assertEquals(1, desk.only(order.id()).unknowns());
  }

  @Test
  void aMailClientThatThrowsStopsNobody() {
    server.answerLater(
        mail -> {
          if (tries().size() == 1) {
            throw new IllegalStateException("bug");
          }
          return CompletableFuture.completedFuture(TAKEN);
        });
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    assertEquals(1, desk.only(order.id()).unknowns());
    await().until(() -> !sending.isBusy());
  }

  @Test
  @DisplayName("Nor does one that fails with an error, whoever hands over")
  void aMailClientThatFailsWithAnErrorStopsNobody() {
    server.answerLater(
        mail -> {
          if (tries().size() <= 2) {
            throw new NoClassDefFoundError("of a library");
          }
          return CompletableFuture.completedFuture(TAKEN);
        });
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    assertEquals(2, desk.only(order.id()).unknowns());
    await().until(() -> !sending.isBusy());
  }

  @Test
  @DisplayName("C7: the fence refuses what a former owner writes late")
  void aLateWriteIsRefused() {
    long owner = leftBehind("SENDING");
    await().until(() -> tries().size() == 1);
    awaitState(NoticeState.SENT);
    var id = desk.only(order.id()).id();
    var late =
        Finished.without(
            claim(new Ticket(id, owner, 1)), Verdict.failed("written by a sleeper"), Instant.now());
    desk.inTransaction(
        () -> {
          marking.mark(List.of(late));
          return null;
        });
    assertEquals(NoticeState.SENT, desk.only(order.id()).state());
    assertEquals(List.of("NoticeSent"), published());
  }

  @Test
  @DisplayName("C7: nor can it declare that it sends")
  void aLateDeclarationIsRefused() {
    long owner = leftBehind("CLAIMED");
    awaitState(NoticeState.SENT);
    var id = desk.only(order.id()).id();
    var letter = new Letter(claim(new Ticket(id, owner, 1)), tries().get(0), new byte[0]);
    assertEquals(List.of(), desk.inTransaction(() -> List.copyOf(queue.sending(List.of(letter)))));
  }

  @Test
  @DisplayName("E4: greylisted, backed off, then sent once")
  void aDeferredMailIsBackedOff() {
    answers(new Delivery.Deferred(451, "451 4.7.1 greylisted, come back"), TAKEN);
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    assertEquals(1, messageIds(2).size());
    assertEquals(List.of("NoticeSent"), published());
  }

  @Test
  @DisplayName(
      "E4 M5: put off for its sender, it is tried with the one that the shop corrects it to")
  void aCorrectedSenderIsUsedByTheNextTry() {
    var right = "right@cords.example.com";
    server.answer(
        mail ->
            mail.from().address().equals(right)
                ? TAKEN
                : new Delivery.Deferred(450, "450 4.1.8 sender's domain not found"));
    desk.read(order.event("OrderPlaced.v1.json"));
    await().until(() -> !tries().isEmpty());
    mailFrom(right);
    awaitState(NoticeState.SENT);
    assertEquals(1, messageIds(tries().size()).size());
    var last = tries().get(tries().size() - 1);
    assertEquals(last, kept(), "staff see what was sent");
  }

  @Test
  @DisplayName("C5 M5: what may have arrived is the very same mail each time, whoever sends now")
  void whatMayHaveArrivedStaysAsItWas() {
    var first = new CompletableFuture<Delivery>();
    server.answerLater(
        mail ->
            switch (tries().size()) {
              case 1 -> first;
              case 2 -> CompletableFuture.completedFuture(new Delivery.Deferred(450, "450 later"));
              default -> CompletableFuture.completedFuture(TAKEN);
            });
    desk.read(order.event("OrderPlaced.v1.json"));
    await().until(() -> tries().size() == 1);
    mailFrom("right@cords.example.com");
    first.complete(new Delivery.Unknown("silent after the dot"));
    awaitState(NoticeState.SENT);
    assertEquals(3, tries().size());
    assertEquals(1, Set.copyOf(tries()).size());
  }

  private void mailFrom(String address) {
    desk.open(
        shop,
        data -> {
          data.putObject("notices");
          data.put("mailFrom", address);
        });
  }

  private OutgoingMail kept() {
    return desk.database
        .query(
            row -> KeptMail.read(row.getBytes("mail")),
            "select mail from notice where subject_id = ? and message_id is not null",
            order.id())
        .get(0);
  }

  @Test
  @DisplayName("E4 M6: given up at last, and operations are told")
  void aMailThatIsNeverTakenIsGivenUp() {
    server.answer(
        mail ->
            new Delivery.Deferred(452, "452 4.2.2 mailbox of <" + mail.to().address() + "> full"));
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.FAILED);
    assertEquals(List.of("NoticeFailed"), published());
    var reason = payloads().get(0).get("reason").asText();
    assertTrue(reason.startsWith("452 4.2.2 mailbox of <…> full (gave up after"), reason);
  }

  @Test
  @DisplayName("S2-18: a problem does not wait for a mail that is put off")
  void aProblemWaitsForNothingThatIsPutOff() {
    var full = new Delivery.Deferred(452, "452 4.2.2 mailbox full");
    server.answer(mail -> isOfKind(NoticeKind.ORDER_HELD, mail) ? TAKEN : full);
    desk.read(order.event("OrderPlaced.v1.json"));
    await().until(() -> !tries().isEmpty());
    desk.read(order.event("OrderHeld.v1.json"));
    await().until(() -> desk.notices(order.id()).get(1).state() == NoticeState.SENT);
    assertNotEquals(NoticeState.SENT, desk.notices(order.id()).get(0).state());
  }

  @Test
  @DisplayName("S2-18: a problem goes ahead of every other mail of its order")
  void aProblemGoesFirst() {
    desk.read(order.event("OrderPlaced.v1.json"), order.event("OrderHeld.v1.json"));
    await().until(() -> tries().size() == 2);
    assertTrue(isOfKind(NoticeKind.ORDER_HELD, tries().get(0)));
  }

  @Test
  @DisplayName("S2-18: so it does when both have waited for the mail server")
  void aProblemGoesFirstWhenTheServerIsBack() {
    answers(new Delivery.SenderTrouble("421 4.3.2 too busy"));
    desk.read(order.event("OrderPlaced.v1.json"));
    await().until(() -> pause.reason().isPresent());
    desk.read(order.event("OrderHeld.v1.json"));
    var taken = new CopyOnWriteArrayList<OutgoingMail>();
    server.answer(
        mail -> {
          taken.add(mail);
          return TAKEN;
        });
    await().until(() -> taken.size() == 2);
    assertTrue(isOfKind(NoticeKind.ORDER_HELD, taken.get(0)));
  }

  @Test
  @DisplayName("E5 M6: 5xx fails at once; 5.1.1 suppresses the address")
  void noSuchMailbox() {
    answers(new Delivery.Refused(550, "5.1.1", "550 5.1.1 no such user"));
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.FAILED);
    desk.read(order.event("OrderShipped.v1.some.json"));
    await().until(() -> published().size() == 2);
    assertEquals(1, tries().size());
    assertEquals(List.of("NoticeFailed", "NoticeSuppressed"), published());
    assertEquals("550 5.1.1 no such user", payloads().get(0).get("reason").asText());
    assertEquals("address suppressed", payloads().get(1).get("reason").asText());
  }

  @Test
  @DisplayName("E5: what is decided for an address that was given up does not seem to have left")
  void noLetterToASuppressedAddressIsKept() {
    answers(new Delivery.Refused(550, "5.1.1", "550 5.1.1 no such user"));
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.FAILED);
    var born =
        desk.inTransaction(
            () -> {
              deciding.onOrders(List.of(order.event("OrderShipped.v1.some.json")), Set.of());
              return desk.notices(order.id()).get(1);
            });
    assertEquals(NoticeState.PENDING, born.state());
    assertEquals(0, born.fence());
    await().until(() -> desk.notices(order.id()).get(1).state() == NoticeState.SUPPRESSED);
    assertEquals(
        List.of("PENDING SUPPRESSED"),
        desk.database.query(
            row ->
                HistoryLine.all(row.getString("history")).stream()
                    .map(line -> line.state().name())
                    .collect(Collectors.joining(" ")),
            """
            select history from notice
            where id = ? and mail is null and message_id is null and owner is null
            """,
            born.id()));
  }

  @Test
  @DisplayName("E5: another 5xx says nothing of the address")
  void anotherRefusalDoesNotSuppress() {
    answers(new Delivery.Refused(552, "5.2.2", "552 5.2.2 over quota"), TAKEN);
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.FAILED);
    desk.read(order.event("OrderShipped.v1.some.json"));
    await().until(() -> published().equals(List.of("NoticeFailed", "NoticeSent")));
  }

  @Test
  @DisplayName("E6: the server's trouble pauses the sender and costs the mail nothing")
  void troublePausesTheSender() {
    var trouble = new Delivery.SenderTrouble("421 4.3.2 too busy");
    answers(trouble, trouble, trouble, TAKEN);
    desk.read(order.event("OrderPlaced.v1.json"));
    await().until(() -> pause.reason().isPresent());
    awaitState(NoticeState.SENT);
    assertEquals(1, desk.only(order.id()).attempts());
    assertTrue(pause.reason().isEmpty());
  }

  @Test
  @DisplayName("E6: what we refuse without asking the server does not say that it is well")
  void ourOwnRefusalEndsNoPause() {
    answers(
        new Delivery.SenderTrouble("421 4.3.2 too busy"),
        Delivery.Refused.unasked(554, null, "554 Not among those approved"));
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.FAILED);
    assertTrue(pause.reason().isPresent());
    pause.over();
  }

  @Test
  @DisplayName("E6: whether it is over is tried, though a mail of before is still unanswered")
  void anUnansweredDotDoesNotKeepThePauseUp() {
    var hung = AnOrder.of(shop);
    var unanswered = new CompletableFuture<Delivery>();
    server.answerLater(
        mail ->
            mail.to().address().equals(hung.address())
                ? unanswered
                : CompletableFuture.completedFuture(
                    tries().size() == 1
                        ? new Delivery.SenderTrouble("421 4.3.2 shutting down")
                        : TAKEN));
    desk.read(hung.event("OrderPlaced.v1.json"));
    await().until(() -> server.givenTo(hung.address()).size() == 1);
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    assertEquals(NoticeState.SENDING, desk.only(hung.id()).state());
    unanswered.complete(TAKEN);
    await().until(() -> desk.only(hung.id()).state() == NoticeState.SENT);
  }

  @Test
  @DisplayName("E6 M6: trouble that lasts ends no mail, and leaves a short history")
  void troubleThatLastsLeavesAShortHistory() {
    server.answer(mail -> new Delivery.SenderTrouble("421 4.3.2 too busy"));
    desk.read(order.event("OrderPlaced.v1.json"));
    await().until(() -> tries().size() > 3);
    server.answer(mail -> TAKEN);
    awaitState(NoticeState.SENT);
    assertEquals(
        List.of(
            NoticeState.PENDING,
            NoticeState.SENDING,
            NoticeState.PENDING,
            NoticeState.SENDING,
            NoticeState.SENT),
        history().stream().map(HistoryLine::state).toList());
  }

  @Test
  @DisplayName("M6: 421 to one mail while others are taken is that mail's own, and backed off")
  void troubleOfOneMailIsItsOwn() {
    server.answer(
        mail ->
            mail.to().address().equals(order.address())
                ? new Delivery.SenderTrouble("421 4.7.0 not this one")
                : TAKEN);
    desk.read(order.event("OrderPlaced.v1.json"));
    await().until(() -> tries().size() == 1);
    await()
        .until(
            () -> {
              desk.read(AnOrder.of(shop).event("OrderPlaced.v1.json"));
              return history().stream().anyMatch(line -> line.state() == NoticeState.RETRY);
            });
    awaitState(NoticeState.FAILED);
    assertTrue(desk.only(order.id()).attempts() > 1);
    pause.over();
  }

  @Test
  @DisplayName("C7: what was not permitted for a moment was never offered, and costs nothing")
  void whatIsNotPermittedCostsNothing() {
    answers(new Delivery.NotPermitted(), TAKEN);
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    assertEquals(2, tries().size());
    assertEquals(1, desk.only(order.id()).attempts());
  }

  @Test
  void aLaterNoticeOfAnOrderDoesNotOvertake() {
    var answers = new ConcurrentLinkedQueue<CompletableFuture<Delivery>>();
    server.answerLater(
        mail -> {
          var answer = new CompletableFuture<Delivery>();
          answers.add(answer);
          return answer;
        });
    desk.read(order.event("OrderPlaced.v1.json"), order.event("OrderShipped.v1.some.json"));
    await().until(() -> answers.size() == 1);
    await().during(Duration.ofMillis(300)).until(() -> tries().size() == 1);
    answers.remove().complete(TAKEN);
    await().until(() -> answers.size() == 1);
    answers.remove().complete(TAKEN);
    await().until(() -> published().size() == 2);
    assertTrue(tries().get(0).subject().startsWith("We have your order"));
  }

  @Test
  @DisplayName("nor does it while the earlier one is put off: the last mail says how things are")
  void aLaterNoticeWaitsForOneThatIsPutOff() {
    answers(new Delivery.Deferred(451, "451 later"), TAKEN, TAKEN);
    desk.read(order.event("OrderPlaced.v1.json"), order.event("OrderShipped.v1.some.json"));
    await().until(() -> published().size() == 2);
    assertEquals(
        List.of("We have", "We have", "Some it"),
        tries().stream().map(mail -> mail.subject().substring(0, 7)).toList());
  }

  @Test
  @DisplayName("but one to another mailbox does: the corrected address hears how things are")
  void aLaterNoticeToAnotherMailboxDoesNotWait() {
    var right = AnOrder.of(shop);
    server.answer(
        mail ->
            mail.to().address().equals(order.address())
                ? new Delivery.Deferred(452, "452 4.2.2 mailbox full")
                : TAKEN);
    desk.read(order.event("OrderPlaced.v1.json"));
    desk.read(
        order.event(
            "OrderShipped.v1.some.json",
            data -> ((ObjectNode) data.at("/order/customer")).put("email", right.address())));
    await().until(() -> published().equals(List.of("NoticeSent", "NoticeFailed")));
    assertEquals(1, server.givenTo(right.address()).size());
  }

  @Test
  @DisplayName("F6: a shop with a thousand mails does not starve another")
  void everyShopGetsItsTurn() {
    var other = "shop-" + UUID.randomUUID();
    desk.open(other);
    var answers = new ConcurrentLinkedQueue<CompletableFuture<Delivery>>();
    server.answerLater(
        mail -> {
          var answer = new CompletableFuture<Delivery>();
          answers.add(answer);
          return answer;
        });
    var many =
        IntStream.range(0, 1000)
            .mapToObj(i -> AnOrder.of(shop).event("OrderPlaced.v1.json"))
            .toArray(OrderEvent[]::new);
    desk.read(many);
    await().during(Duration.ofMillis(200)).until(() -> answers.size() >= 64);
    int given = answers.size();
    var small = AnOrder.of(other);
    desk.read(small.event("OrderPlaced.v1.json"));
    for (int answered = given - 56; answered > 0; answered--) {
      answers.remove().complete(TAKEN);
    }
    await().until(() -> server.givenTo(small.address()).size() == 1);
    assertTrue(server.given().size() < given + 36, "it was among the next");
    server.answer(mail -> TAKEN);
    answers.forEach(answer -> answer.complete(TAKEN));
    await().until(() -> server.given().size() == 1001);
  }

  @Test
  @DisplayName("M4: what is decided while the sender is free is declared with it, and sent once")
  void aMailLeavesWithItsDecision() {
    desk.inTransaction(
        () -> {
          deciding.onOrders(List.of(order.event("OrderPlaced.v1.json")), Set.of());
          assertEquals(NoticeState.SENDING, desk.only(order.id()).state());
          assertEquals(List.of(), tries(), "not before the commit");
          return null;
        });
    awaitState(NoticeState.SENT);
    assertEquals(1, tries().size());
    assertEquals(1, desk.only(order.id()).fence());
  }

  @Test
  @DisplayName("X6: what was declared, and nobody knew, is not written again after an erasure")
  void aLetterDoesNotOutliveAnErasure() {
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    var mail = tries().get(0);
    var id = desk.only(order.id()).id();
    long owner =
        desk.database
            .query(row -> row.getLong(1), "insert into instance default values returning id")
            .get(0);
    desk.database.update(
        "update notice set state = 'SENDING', owner = ?, due_at = now() where id = ?", owner, id);
    desk.erase(order.id());
    var letter = new Letter(claim(new Ticket(id, owner, 1)), mail, KeptMail.of(mail));
    assertEquals(Set.of(), desk.inTransaction(() -> marking.declare(List.of(letter))));
    awaitState(NoticeState.SUPPRESSED);
    assertEquals(0, desk.packedWith(order.address()));
    assertEquals(1, tries().size());
  }

  @Test
  @DisplayName("X6: who marks mails and waits for an erasure holds nothing that it still wants")
  void mailsAreMarkedInTheOrderInWhichAnErasureLocksThem() {
    var another = AnOrder.of(shop);
    desk.read(order.event("OrderPlaced.v1.json"), another.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    await().until(() -> desk.only(another.id()).state() == NoticeState.SENT);
    var ids =
        Stream.of(order, another)
            .map(one -> desk.only(one.id()).id())
            .sorted(Comparator.comparing(UUID::toString))
            .toList();
    var late =
        Stream.of(ids.get(1), ids.get(0))
            .map(id -> new Ticket(id, 0, 1))
            .map(this::claim)
            .map(claim -> Finished.without(claim, Verdict.failed("late"), Instant.now()))
            .toList();
    desk.database.update("update notice set state = 'SENDING', owner = 0 where shop = ?", shop);
    var marks =
        desk.inTransaction(
            () -> {
              lock(ids.get(0));
              var later =
                  CompletableFuture.supplyAsync(() -> desk.inTransaction(() -> queue.mark(late)));
              await().until(desk::somebodyWaitsForALock);
              lock(ids.get(1));
              return later;
            });
    assertEquals(2, marks.join().size());
  }

  private void lock(UUID notice) {
    desk.database.query(
        row -> notice, "select id from notice where id = ? for no key update nowait", notice);
  }

  @Test
  @DisplayName("What is rolled back is not sent")
  void aMailOfATransactionThatFailsIsNotSent() {
    assertThrows(
        IllegalStateException.class,
        () ->
            desk.inTransaction(
                () -> {
                  deciding.onOrders(List.of(order.event("OrderPlaced.v1.json")), Set.of());
                  throw new IllegalStateException("nothing of it happened");
                }));
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    assertEquals(1, tries().size());
  }

  @Test
  @DisplayName("What was declared and never handed over, nobody knows why, is sent after a while")
  void whatWasNeverHandedOverIsSent() {
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    var lost = AnOrder.of(shop);
    var inDoubt = new AtomicReference<UUID>();
    assertThrows(
        IllegalStateException.class,
        () ->
            desk.inTransaction(
                () -> {
                  deciding.onOrders(List.of(lost.event("OrderPlaced.v1.json")), Set.of());
                  assertEquals(NoticeState.SENDING, desk.only(lost.id()).state());
                  inDoubt.set(desk.only(lost.id()).id());
                  throw new IllegalStateException("from here on it is in doubt");
                }));
    // As if it had been committed after all.
    desk.database.update(
        """
        update notice set id = ?, state = 'SENDING', owner = ?, due_at = now(),
          created_at = now() - interval '2 minutes'
        where subject_id = ?
        """,
        inDoubt.get(),
        instance.id(),
        order.id());
    await().until(() -> tries().size() == 2);
    awaitState(NoticeState.SENT);
  }

  @Test
  @DisplayName("F8: a sender that stops waits for whoever may have found room, declared or not")
  void aTransactionThatAskedForRoomIsWaitedFor() {
    desk.inTransactionWithoutRoom(
        () -> {
          deciding.onOrders(List.of(order.event("OrderPlaced.v1.json")), Set.of());
          assertTrue(sending.isBusy());
          return null;
        });
    awaitState(NoticeState.SENT);
    await().until(() -> !sending.isBusy());
  }

  @Test
  @DisplayName("C7: what a transaction of the dead left behind after they were found is sent")
  void whatTheDeadLeaveBehindLaterIsSent() {
    desk.inTransactionWithoutRoom(
        () -> {
          deciding.onOrders(List.of(order.event("OrderPlaced.v1.json")), Set.of());
          return desk.database.update(
              """
              with released as (
                insert into instance (released_at) values (now() - interval '59 seconds')
                returning id)
              update notice set state = 'SENDING', owner = released.id, fence = 1
              from released where subject_id = ?
              """,
              order.id());
        });
    awaitState(NoticeState.SENT);
    assertEquals(1, tries().size());
  }

  @Test
  @DisplayName("H1: an instance that beats is left alone, whatever time it is there")
  void anInstanceThatBeatsIsLeftAlone() {
    long other = leftBehind("CLAIMED");
    var beats = new AtomicInteger();
    await()
        .during(Duration.ofSeconds(5))
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                desk.database.update(
                            "update instance set heartbeat_at = now() - ? * interval '1 hour'"
                                + " where id = ? and released_at is null",
                            beats.incrementAndGet(),
                            other)
                        == 1
                    && tries().isEmpty());
    awaitState(NoticeState.SENT);
  }

  @Test
  @DisplayName("A mail was sent when the server took it, however long its mark had to wait")
  void aNoticeIsSentWhenItsMailIsTaken() {
    var taken = new CompletableFuture<Delivery>();
    server.answerLater(mail -> taken);
    desk.read(order.event("OrderPlaced.v1.json"));
    await().until(() -> tries().size() == 1);
    desk.inTransaction(
        () -> {
          desk.database.query(
              row -> null, "select from notice where subject_id = ? for update", order.id());
          taken.complete(TAKEN);
          await().until(desk::somebodyWaitsForALock);
          return null;
        });
    var unlocked = Instant.now();
    awaitState(NoticeState.SENT);
    await().until(() -> published().size() == 1);
    var at = Instant.parse(payloads().get(0).get("at").asText());
    assertTrue(at.isBefore(unlocked), at + ", unlocked " + unlocked);
    assertEquals(at, history().get(history().size() - 1).at());
  }

  @Test
  void aMailThatCannotBeWrittenStopsNobody() {
    var broken = AnOrder.of(shop);
    desk.inTransactionWithoutRoom(
        () -> {
          deciding.onOrders(
              List.of(broken.event("OrderPlaced.v1.json"), order.event("OrderPlaced.v1.json")),
              Set.of());
          return desk.database.update(
              "update notice set content = '{}'::bytea where subject_id = ?", broken.id());
        });
    awaitState(NoticeState.SENT);
    await().until(() -> desk.only(broken.id()).state() == NoticeState.FAILED);
    assertTrue(desk.only(broken.id()).reason().startsWith("cannot be written"));
    assertEquals(List.of(), server.givenTo(broken.address()));
  }

  @Test
  void aSentNoticeSaysWhatHappenedToIt() {
    answers(new Delivery.Deferred(451, "451 later"), TAKEN);
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitState(NoticeState.SENT);
    var states = history().stream().map(HistoryLine::state).toList();
    assertEquals(
        List.of(
            NoticeState.PENDING,
            NoticeState.SENDING,
            NoticeState.RETRY,
            NoticeState.SENDING,
            NoticeState.SENT),
        states);
  }

  @Test
  @DisplayName("M5: one order is one thread")
  void mailsOfAnOrderAreOneThread() {
    desk.read(order.event("OrderPlaced.v1.json"));
    desk.read(order.event("OrderShipped.v1.some.json"));
    await().until(() -> tries().size() == 2);
    assertEquals(tries().get(0).references(), tries().get(1).references());
    assertFalse(tries().get(0).messageId().equals(tries().get(1).messageId()));
    assertTrue(tries().get(0).messageId().endsWith("@beads.example.com>"));
  }

  /** A notice that another instance, dead for a minute, had in this state. */
  private long leftBehind(String state) {
    return desk.inTransactionWithoutRoom(
        () -> {
          long dead = deadInstance();
          deciding.onOrders(List.of(order.event("OrderPlaced.v1.json")), Set.of());
          desk.database.update(
              "update notice set state = ?, owner = ?, fence = 1 where subject_id = ?",
              state,
              dead,
              order.id());
          return dead;
        });
  }

  private void giveToTheDead(String state) {
    desk.inTransaction(
        () ->
            desk.database.update(
                """
                update notice set state = ?, owner = ?, due_at = now(), fence = fence + 1
                where subject_id = ?
                """,
                state,
                deadInstance(),
                order.id()));
  }

  private long deadInstance() {
    return desk.database
        .query(
            row -> row.getLong(1),
            "insert into instance (heartbeat_at) values (now() - interval '1 minute') returning id")
        .get(0);
  }

  private Claim claim(Ticket ticket) {
    return new Claim(
        ticket,
        NoticeState.PENDING,
        new NoticeIdentity(shop, order.id(), NoticeKind.ORDER_CONFIRMED, ""),
        order.address(),
        false,
        new byte[0],
        null,
        "{}",
        0,
        0,
        Duration.ZERO);
  }

  /** One after the other, the last for ever. */
  private void answers(Delivery... deliveries) {
    Queue<Delivery> left = new ArrayDeque<>(List.of(deliveries));
    server.answer(mail -> left.size() > 1 ? left.remove() : left.element());
  }

  private boolean isOfKind(NoticeKind kind, OutgoingMail mail) {
    return desk.database
        .query(
            row -> row.getString(1),
            "select kind from notice where subject_id = ? and message_id = ?",
            order.id(),
            mail.messageId())
        .equals(List.of(kind.word()));
  }

  private void awaitState(NoticeState state) {
    await().until(() -> desk.only(order.id()).state() == state);
  }

  private List<OutgoingMail> tries() {
    return server.givenTo(order.address());
  }

  private List<String> messageIds(int expectedTries) {
    assertEquals(expectedTries, tries().size());
    return tries().stream().map(OutgoingMail::messageId).distinct().toList();
  }

  private List<HistoryLine> history() {
    return HistoryLine.all(
        desk.database
            .query(
                row -> row.getString(1),
                "select history from notice where subject_id = ?",
                order.id())
            .get(0));
  }

  private List<String> published() {
    return desk.database.query(
        row -> row.getString(1).replaceAll("^io\\.touchback\\.|\\.v1$", ""),
        "select type from outbox where aggregateid = ? order by seq",
        order.id());
  }

  private List<JsonNode> payloads() {
    var found = new ArrayList<JsonNode>();
    desk.database.query(
        row -> found.add(EventJson.read(row.getString(1), JsonNode.class)),
        "select payload from outbox where aggregateid = ? order by seq",
        order.id());
    return found;
  }
}
