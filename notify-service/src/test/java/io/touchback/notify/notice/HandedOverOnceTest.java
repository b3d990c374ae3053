package io.touchback.notify.notice;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import io.touchback.notify.NotifyConfig;
import io.touchback.notify.notice.Claim.NoticeIdentity;
import io.touchback.notify.notice.Claim.Ticket;
import io.touchback.notify.send.ScriptedGateway;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Steps of {@link Sending} whose transactions fail, or whose ends nobody hears of. */
@QuarkusTest
@WithTestResource(TestStack.class)
class HandedOverOnceTest {
  @Inject Desk desk;
  @Inject ScriptedGateway server;
  @Inject Instance instance;
  @Inject Writing writing;
  @Inject AtOnce atOnce;
  @Inject SendQueue queue;
  @Inject Announcing announcing;
  @Inject NoticeCounters counters;
  @Inject NotifyConfig config;
  @Inject Clock clock;

  private final String shop = "shop-" + UUID.randomUUID();
  private final AnOrder order = AnOrder.of(shop);

  @Test
  @DisplayName("M4: claimed in one step that failed, and in another that nobody knows of: one mail")
  void twoFailedStepsHandItOverOnce() {
    server.reset();
    desk.open(shop);
    desk.read(order.event("OrderPlaced.v1.json"));
    await().until(() -> desk.only(order.id()).state() == NoticeState.SENT);
    var sending =
        new Sending(
            instance,
            new SameAgain(claimOf(desk.only(order.id()).id())),
            writing,
            new FailingTwice(),
            new HandOver(
                server,
                instance,
                new SenderPause(config, new SimpleMeterRegistry()),
                counters,
                clock,
                config),
            atOnce);
    for (int step = 0; step < 2; step++) {
      assertThrows(IllegalStateException.class, () -> sending.step(true));
      sending.afterFailure();
    }
    sending.step(true);
    assertEquals(2, server.givenTo(order.address()).size(), "once more, as it was claimed anew");
  }

  /** With its mail, as if nobody knew whether it had arrived. */
  private Claim claimOf(UUID id) {
    return new Claim(
        new Ticket(id, instance.id(), 1),
        NoticeState.UNKNOWN,
        new NoticeIdentity(shop, order.id(), NoticeKind.ORDER_CONFIRMED, ""),
        order.address(),
        false,
        new byte[0],
        KeptMail.of(server.givenTo(order.address()).get(0)),
        "{}",
        1,
        1,
        Duration.ZERO);
  }

  /** Rolled back, its claim is there to be claimed with the same fence. */
  private final class SameAgain extends Turns {
    private final Claim claim;
    private int times;

    SameAgain(Claim claim) {
      super(queue);
      this.claim = claim;
    }

    @Override
    List<Claim> claim(long owner, int room) {
      return times++ < 2 ? List.of(claim) : List.of();
    }
  }

  /** What was claimed in the same step cannot be declared, twice; the second time it had been. */
  private final class FailingTwice extends Marking {
    private int declared;

    FailingTwice() {
      super(queue, announcing, counters);
    }

    @Override
    Set<UUID> declare(Collection<Letter> letters) {
      return switch (++declared) {
        case 1, 3 -> Set.of();
        case 2, 4 -> throw new IllegalStateException("no answer");
        default -> letters.stream().map(Letter::id).collect(Collectors.toSet());
      };
    }

    @Override
    void giveBackAllBut(long owner, Collection<UUID> known) {
      // Nothing of the instance's own sender is its business.
    }
  }
}
