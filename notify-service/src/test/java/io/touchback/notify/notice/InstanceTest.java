package io.touchback.notify.notice;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import io.touchback.notify.NotifyConfig;
import io.touchback.notify.send.ScriptedGateway;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestStack.class)
class InstanceTest {
  @Inject Desk desk;
  @Inject SendQueue queue;
  @Inject NoticeCounters counters;
  @Inject NotifyConfig config;
  @Inject ScriptedGateway server;
  @Inject Clock clock;

  @Test
  @DisplayName("C7: whoever frees what the dead had beats on, however much that is")
  void theHeartBeatsWhileTheDeadAreFreed() {
    var burial = new LongBurial();
    var instance = new Instance(desk.database, burial, config);
    instance.start();
    try {
      await().until(() -> burial.begun.getCount() == 0);
      var before = heartbeat(instance);
      await().until(() -> !heartbeat(instance).equals(before));
      assertEquals(1, burial.over.getCount());
    } finally {
      burial.over.countDown();
      instance.stop();
    }
  }

  @Test
  @DisplayName("C7: an error ends neither the heart nor the looking for the dead")
  void whoeverLooksForTheDeadLooksAgainAfterAnError() {
    var looks = new AtomicInteger();
    var instance = new Instance(desk.database, new FailingBurial(looks), config);
    instance.start();
    try {
      await().until(() -> looks.get() > 2);
    } finally {
      instance.stop();
    }
  }

  @Test
  @DisplayName("C7: while its heart does not beat, an instance takes nothing on")
  void aHeartThatStandsStillLeavesNoRoom() {
    var instance = new Instance(desk.database, new FailingBurial(new AtomicInteger()), config);
    var handOver =
        new HandOver(
            server,
            instance,
            new SenderPause(config, new SimpleMeterRegistry()),
            counters,
            clock,
            config);
    instance.start();
    try {
      assertTrue(handOver.free() > 0 && handOver.room() > 0);
      desk.inTransaction(
          () -> {
            desk.database.query(
                row -> row.getLong(1),
                "select id from instance where id = ? for update",
                instance.id());
            await().until(() -> handOver.free() == 0 && handOver.room() == 0);
            return null;
          });
      await().until(() -> handOver.free() > 0 && handOver.room() > 0);
    } finally {
      instance.stop();
    }
  }

  private String heartbeat(Instance instance) {
    return desk.database
        .query(
            row -> row.getString(1),
            "select heartbeat_at::text from instance where id = ?",
            instance.id())
        .get(0);
  }

  /** Throws what nobody expects. */
  private final class FailingBurial extends DeadInstances {
    private final AtomicInteger looks;

    FailingBurial(AtomicInteger looks) {
      super(desk.database, queue, counters, config);
      this.looks = looks;
    }

    @Override
    void releaseDead(long self) {
      looks.incrementAndGet();
      throw new NoClassDefFoundError("of a library");
    }
  }

  /** Of so many notices that it does not end before the test does. */
  private final class LongBurial extends DeadInstances {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    LongBurial() {
      super(desk.database, queue, counters, config);
    }

    @Override
    void releaseDead(long self) {
      begun.countDown();
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
