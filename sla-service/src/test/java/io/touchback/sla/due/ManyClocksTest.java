package io.touchback.sla.due;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.messaging.IncomingEvent;
import io.touchback.sla.Database;
import io.touchback.sla.Goldens;
import io.touchback.sla.stream.OrdersReader;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** With very many clocks open an idle sweep costs next to nothing; the figures are printed. */
@QuarkusTest
class ManyClocksTest {
  /** A machine at leisure can have more: {@code -Dclocks.open=2000000 -Dclocks.due=100000}. */
  private static final int OPEN = Integer.getInteger("clocks.open", 100_000);

  private static final int DUE = Integer.getInteger("clocks.due", 5_000);
  private static final int AT_ONCE = 50_000;

  @Inject OrdersReader orders;
  @Inject DueSweep sweep;
  @Inject SettableProgress progress;
  @Inject Database database;

  private final String shop = "shop-" + UUID.randomUUID();
  private final Instant now = Instant.now();

  @AfterEach
  void clean() {
    progress.upTo = Instant.EPOCH;
    database.update("delete from clock where shop = ?", shop);
  }

  @Test
  @DisplayName("PERFORMANCE 7: idle sweep at most 1 ms with 100,000 clocks open")
  void idleAndBusy() {
    armManyMore();
    var arming = arm();
    progress.upTo = now.minus(Duration.ofDays(30));
    assertEquals(0, sweep.run());
    var idle = new long[200];
    for (int i = 0; i < idle.length; i++) {
      long from = System.nanoTime();
      sweep.run();
      idle[i] = System.nanoTime() - from;
    }
    Arrays.sort(idle);
    progress.upTo = now;
    long from = System.nanoTime();
    int fired = sweep.run();
    double seconds = (System.nanoTime() - from) / 1e9;
    System.out.printf(
        "%d open clocks: armed %.0f/s from events, idle sweep median %.3f ms p90 %.3f ms, fired %d at %.0f/s%n",
        OPEN, DUE / arming, idle[100] / 1e6, idle[180] / 1e6, fired, fired / seconds);
    assertEquals(DUE, fired);
    // The goal is 1 ms; a shared machine may be five times as slow, a scan of the table is not.
    assertTrue(idle[100] < 5_000_000, "An idle sweep took " + idle[100] / 1e6 + " ms");
  }

  /** Not due for a year. */
  private void armManyMore() {
    for (int from = 1; from <= OPEN; from += AT_ONCE) {
      armManyMore(from, Math.min(from + AT_ONCE - 1, OPEN));
    }
    database.update("analyze clock");
  }

  private void armManyMore(int from, int to) {
    database.update(
        """
        insert into clock (
          id, shop, policy, gate, subject_type, subject_id, started_at, started_by, started_what,
          target, hours, deadline, due_at, state, silence)
        select gen_random_uuid(), ?, 'order.dispatch', 'ORDERS', 'order', 'many-' || i, now(), 'e',
          'paid', 'P3D', 'business', 'start', now() + interval '1 year' + i * interval '1 second',
          'open', 'Nothing has shipped.'
        from generate_series(?, ?) as i
        """,
        shop,
        from,
        to);
  }

  /**
   * @return seconds it took
   */
  private double arm() {
    var batches = new ArrayList<ArrayList<IncomingEvent>>();
    for (int i = 0; i < DUE; i++) {
      if (i % 500 == 0) {
        batches.add(new ArrayList<>());
      }
      var one = UUID.randomUUID().toString();
      var paid =
          Goldens.like("orders-service/OrderPaid.v1", shop, one, now.minus(Duration.ofDays(6)));
      batches.get(batches.size() - 1).add(Goldens.event("orders", paid));
    }
    long from = System.nanoTime();
    batches.forEach(batch -> QuarkusTransaction.requiringNew().run(() -> orders.take(batch)));
    return (System.nanoTime() - from) / 1e9;
  }
}
