package io.touchback.notify.notice;

import io.micrometer.core.instrument.MeterRegistry;
import io.touchback.notify.send.Delivery;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts what became of notices and of the tries to send them. */
@Singleton
final class NoticeCounters {
  /** A refusal is counted by its code: the server's words are too many to count by. */
  private static final Pattern CODE = Pattern.compile("^([45]\\d\\d)\\b");

  private final MeterRegistry registry;

  NoticeCounters(MeterRegistry registry) {
    this.registry = registry;
  }

  void ended(@Observes(during = TransactionPhase.AFTER_SUCCESS) NoticesEnded ended) {
    for (var notice : ended.notices()) {
      registry
          .counter(
              "touchback.notices",
              "kind",
              notice.kind().word(),
              "state",
              notice.state().word(),
              "reason",
              reason(notice))
          .increment();
    }
  }

  void tried(Delivery delivery) {
    registry
        .counter("touchback.send.tries", "result", delivery.getClass().getSimpleName())
        .increment();
  }

  /** A notice became UNKNOWN. */
  void unknown(String cause, int count) {
    registry.counter("touchback.notices.unknown", "cause", cause).increment(count);
  }

  /** A mail that may have arrived is sent once more. */
  void resent() {
    registry.counter("touchback.notices.resent").increment();
  }

  void resentByStaff() {
    registry.counter("touchback.notices.resent.by.staff").increment();
  }

  /** A write came too late: its notice is another instance's now. */
  void fenced(int count) {
    registry.counter("touchback.send.fenced").increment(count);
  }

  /** 5.7.x: the server does not want mail from us. */
  void refusedAsOurs() {
    registry.counter("touchback.send.refused.as.ours").increment();
  }

  private static String reason(Ended notice) {
    return switch (notice.state()) {
      case SUPPRESSED -> String.valueOf(notice.reason());
      case FAILED -> code(notice.reason());
      default -> "";
    };
  }

  private static String code(@Nullable String reason) {
    var matcher = CODE.matcher(reason == null ? "" : reason);
    return matcher.find() ? String.valueOf(matcher.group(1)) : "gave up";
  }
}
