package io.touchback.notify.notice;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.touchback.local.TestStack;
import io.touchback.notify.NotifyConfig;
import jakarta.inject.Inject;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestStack.class)
class InstanceTest {
  @Inject Desk desk;
  @Inject SendQueue queue;
  @Inject NoticeCounters counters;
  @Inject NotifyConfig config;

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

  private String heartbeat(Instance instance) {
    return desk.database
        .query(
            row -> row.getString(1),
            "select heartbeat_at::text from instance where id = ?",
            instance.id())
        .get(0);
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
