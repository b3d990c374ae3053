package io.touchback.notify.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.touchback.notify.NotifyConfig;
import io.touchback.notify.notice.Claim.NoticeIdentity;
import io.touchback.notify.send.MailAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("M5: a mail that is sent again is seen to be the same")
class MessageIdsTest {
  private static final MailAddress FROM = new MailAddress("Bead & Cord", "shop@example.com");

  private static MessageIds under(String key) {
    return new MessageIds(
        new KeyedHash(
            new SmallRyeConfigBuilder()
                .withMapping(NotifyConfig.class)
                .withDefaultValue("touchback.secret-key", key)
                .build()
                .getConfigMapping(NotifyConfig.class)));
  }

  private static NoticeIdentity notice(String order, NoticeKind kind, String transition) {
    return new NoticeIdentity("beads", order, kind, transition);
  }

  @Test
  void overAllTriesAndInstances() {
    var notice = notice("1", NoticeKind.SHIPPED, "parcel-1");
    var first = under("a key for tests only").of(notice, FROM);
    assertEquals(first, under("a key for tests only").of(notice, FROM));
    assertTrue(first.matches("<n\\.[0-9a-f]{40}@example\\.com>"), first);
    assertNotEquals(first, under("another key for tests").of(notice, FROM), "it can be guessed");
  }

  @Test
  void andAnotherIsAnother() {
    var ids = under("a key for tests only");
    var first = ids.of(notice("1", NoticeKind.SHIPPED, "parcel-1"), FROM);
    assertNotEquals(first, ids.of(notice("1", NoticeKind.SHIPPED, "parcel-2"), FROM));
    assertNotEquals(first, ids.of(notice("2", NoticeKind.SHIPPED, "parcel-1"), FROM));
    assertNotEquals(first, ids.of(notice("1", NoticeKind.DELIVERED, "parcel-1"), FROM));
  }

  @Test
  void allOfAnOrderReferToOneThread() {
    var ids = under("a key for tests only");
    var confirmed = notice("1", NoticeKind.ORDER_CONFIRMED, "");
    var shipped = notice("1", NoticeKind.SHIPPED, "parcel-1");
    assertEquals(ids.thread(confirmed, FROM), ids.thread(shipped, FROM));
    assertNotEquals(
        ids.thread(confirmed, FROM), ids.thread(notice("2", NoticeKind.SHIPPED, "p"), FROM));
  }
}
