package io.touchback.notify.notice;

import io.touchback.notify.NotifyConfig;
import io.touchback.notify.send.Delivery;
import java.time.Duration;

/** From what became of a try to what becomes of the notice (RULES M4, M6). */
final class RetryRules {
  private final NotifyConfig.Retry settings;

  RetryRules(NotifyConfig.Retry settings) {
    this.settings = settings;
  }

  /**
   * @param spread 0 to 1, spreads retries over another fifth of their wait
   */
  Verdict after(Claim claim, Delivery delivery, double spread) {
    if (delivery instanceof Delivery.Sent sent) {
      return new Verdict(NoticeState.SENT, ServerWords.plain(sent.response()), null, true);
    }
    if (delivery instanceof Delivery.Refused refused) {
      return Verdict.failed(ServerWords.plain(refused.response()));
    }
    if (delivery instanceof Delivery.Deferred deferred) {
      return later(claim, firstWait(deferred), ServerWords.plain(deferred.response()), spread);
    }
    if (delivery instanceof Delivery.NotSent notSent) {
      return later(claim, settings.notSent(), ServerWords.plain(notSent.reason()), spread);
    }
    if (delivery instanceof Delivery.Unknown unknown) {
      return new Verdict(
          NoticeState.UNKNOWN, ServerWords.plain(unknown.reason()), settings.unknown(), true);
    }
    return new Verdict(
        NoticeState.PENDING,
        ServerWords.plain(((Delivery.SenderTrouble) delivery).reason()),
        Duration.ZERO,
        false);
  }

  /** Our own fault: a mail that cannot be written now may be after the next release. */
  Verdict unwritable(Claim claim, RuntimeException why, double spread) {
    var reason = "cannot be written: " + why.getClass().getSimpleName();
    return later(claim, settings.deferred(), reason, spread);
  }

  /** It has been sent so often without an answer that one more would be a nuisance. */
  boolean isUnknownTooOften(Claim claim) {
    return claim.unknowns() > settings.unknownTimes();
  }

  private Duration firstWait(Delivery.Deferred deferred) {
    return deferred.code() == 450 || deferred.code() == 451
        ? settings.greylisted()
        : settings.deferred();
  }

  private Verdict later(Claim claim, Duration firstWait, String why, double spread) {
    var wait = spread(doubled(firstWait, claim.attempts()), spread);
    if (claim.triedFor().plus(wait).compareTo(settings.giveUpAfter()) > 0) {
      return Verdict.failed(why + " (gave up after " + settings.giveUpAfter() + ")");
    }
    return new Verdict(NoticeState.RETRY, why, wait, true);
  }

  private Duration doubled(Duration first, int times) {
    var wait = first;
    for (int i = 0; i < times && wait.compareTo(settings.longest()) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    var longest = settings.longest().compareTo(first) > 0 ? settings.longest() : first;
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  private static Duration spread(Duration wait, double spread) {
    return wait.plusMillis((long) (wait.toMillis() * spread / 5));
  }
}
