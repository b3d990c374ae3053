package io.touchback.notify.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.touchback.notify.NotifyConfig;
import io.touchback.notify.notice.Claim.NoticeIdentity;
import io.touchback.notify.notice.Claim.Ticket;
import io.touchback.notify.send.Delivery;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings as they ship. */
class RetryRulesTest {
  private static final NotifyConfig CONFIG =
      new SmallRyeConfigBuilder()
          .withMapping(NotifyConfig.class)
          .withDefaultValue("touchback.secret-key", "a key for tests only, and long enough")
          .build()
          .getConfigMapping(NotifyConfig.class);
  private static final RetryRules RULES = new RetryRules(CONFIG.send().retry());

  @Test
  void takenIsSent() {
    var verdict = after(new Delivery.Sent("250 queued"), 0, Duration.ZERO);
    assertEquals(new Verdict(NoticeState.SENT, "250 queued", null, true), verdict);
    assertNull(verdict.reason());
  }

  @ParameterizedTest(name = "{0} after {1} tries waits {2}")
  @DisplayName("M6: first at least 5 minutes for greylisting, doubled, an hour at most")
  @CsvSource({
    "450, 0, PT5M",
    "451, 0, PT5M",
    "451, 1, PT10M",
    "451, 3, PT40M",
    "451, 4, PT1H",
    "452, 0, PT1M",
    "421, 2, PT4M",
    "452, 6, PT1H",
    "452, 2000000000, PT1H",
  })
  void deferredIsBackedOff(int code, int attempts, Duration wait) {
    var deferral = new Delivery.Deferred(code, code + " later");
    var verdict = after(deferral, attempts, Duration.ZERO);
    assertEquals(NoticeState.RETRY, verdict.state());
    assertEquals(wait, verdict.dueIn());
    assertTrue(verdict.charged());
    assertEquals(
        wait.plus(wait.dividedBy(5)),
        RULES.after(claim(attempts, 0, Duration.ZERO), deferral, 1).dueIn(),
        "the spread only ever adds");
  }

  @Test
  @DisplayName("M6: given up once another wait would pass 48 hours")
  void givenUpAfterTwoDays() {
    var deferral = new Delivery.Deferred(451, "451 later");
    var almost = Duration.ofHours(47);
    assertEquals(NoticeState.RETRY, after(deferral, 50, almost).state());
    var late = after(deferral, 50, almost.plusMillis(1));
    assertEquals(NoticeState.FAILED, late.state());
    assertEquals("451 later (gave up after PT48H)", late.reason());
    assertNull(late.dueIn());
  }

  @ParameterizedTest
  @DisplayName("M6: 5xx has failed at once")
  @ValueSource(ints = {500, 550, 554})
  void refusedHasFailed(int code) {
    var verdict = after(new Delivery.Refused(code, null, code + " no"), 0, Duration.ZERO);
    assertEquals(NoticeState.FAILED, verdict.state());
    assertEquals(code + " no", verdict.reason());
  }

  @Test
  @DisplayName("M6: the server's trouble is not the mail's")
  void troubleChargesNothing() {
    var verdict = after(new Delivery.SenderTrouble("535 bad log-in"), 0, Duration.ofHours(100));
    assertEquals(NoticeState.PENDING, verdict.state());
    assertFalse(verdict.charged());
  }

  @Test
  @DisplayName("M3: died at or after the dot is Unknown")
  void unknownIsUnknown() {
    var verdict = after(new Delivery.Unknown("silent"), 0, Duration.ZERO);
    assertEquals(NoticeState.UNKNOWN, verdict.state());
    assertEquals(Duration.ofMinutes(1), verdict.dueIn());
  }

  @Test
  void unknownIsSentAgainThreeTimes() {
    assertFalse(RULES.isUnknownTooOften(claim(1, 1, Duration.ZERO)));
    assertFalse(RULES.isUnknownTooOften(claim(3, 3, Duration.ZERO)));
    assertTrue(RULES.isUnknownTooOften(claim(4, 4, Duration.ZERO)));
  }

  @ParameterizedTest
  @DisplayName("X6: nobody's address is kept or published with an answer")
  @CsvSource({
    "550 5.1.1 <zoe@example.com>: unknown, 550 5.1.1 <…>: unknown",
    "550 zoe@example.com rejected, 550 … rejected",
    "'550 a\tb', 550 a b",
  })
  void answersAreKeptWithoutAddresses(String answer, String kept) {
    assertEquals(kept, ServerWords.plain(answer));
  }

  @Test
  @DisplayName("X6: nor half of one, where a long answer is cut")
  void noAddressIsCutInTwo() {
    var kept = ServerWords.plain("550 " + "x".repeat(288) + " zoe.smith@example.com is unknown");
    assertFalse(kept.contains("zoe"), kept);
  }

  @Test
  void anAnswerIsKeptInOneShortLine() {
    assertEquals("550 a b", ServerWords.plain("550 a\r\nb\u2028\n"));
    assertEquals(300, ServerWords.plain("x".repeat(100_000)).length());
  }

  private static Verdict after(Delivery delivery, int attempts, Duration triedFor) {
    return RULES.after(claim(attempts, 0, triedFor), delivery, 0);
  }

  private static Claim claim(int attempts, int unknowns, Duration triedFor) {
    return new Claim(
        new Ticket(UUID.randomUUID(), 1, 1),
        NoticeState.PENDING,
        new NoticeIdentity("beads", "1", NoticeKind.SHIPPED, "1"),
        "zoe@example.com",
        false,
        new byte[0],
        null,
        "{}",
        attempts,
        unknowns,
        triedFor);
  }
}
