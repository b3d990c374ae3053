package io.touchback.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one case of the campaign saw; its row in {@link FaultTable}. */
final class Seen {
  /**
   * Of notify-service to the mail server ({@code quarkus.mailer.max-pool-size}): each may have a
   * mail whose final dot has left and that nobody has answered.
   */
  private static final int CONNECTIONS = 10;

  private long lost;
  private long doubled;
  private long sameMessageAgain;
  private int mostInTheWindow;
  private @Nullable Long healedAt;
  private @Nullable Long recoveredAt;
  private final List<String> remarks = new ArrayList<>();

  /** Whoever was harmed runs again: the time of recovery counts from here. */
  void healed() {
    healedAt = System.nanoTime();
  }

  /** All that was held up has come through. */
  void recovered() {
    recoveredAt = System.nanoTime();
  }

  void lost(long count) {
    lost += count;
  }

  void doubled(long count) {
    doubled += count;
  }

  /** Copies of a mail that a customer's program knows by its Message-ID (M5). */
  void sameMessageAgain(long count) {
    sameMessageAgain += count;
  }

  /** So many copies are allowed: what was between the server's 250 and our commit when we died. */
  void allowInTheWindow(int mails) {
    mostInTheWindow = mails;
  }

  /**
   * The same for so many ends of a notify-service. What is answered is committed within
   * milliseconds, so it is what its connections have unanswered.
   */
  void allowDeathsOfTheSender(int deaths) {
    allowInTheWindow(CONNECTIONS * deaths);
  }

  void remark(String remark) {
    remarks.add(remark);
  }

  /** Fails the case if anything was lost, or doubled outside the window. */
  void check() {
    assertEquals(0, lost, "lost");
    assertEquals(0, doubled, "doubled");
    if (sameMessageAgain > mostInTheWindow) {
      assertEquals(mostInTheWindow, sameMessageAgain, "the same Message-ID again");
    }
  }

  long lost() {
    return lost;
  }

  long doubled() {
    return doubled;
  }

  long sameMessageAgain() {
    return sameMessageAgain;
  }

  @Nullable Duration recovery() {
    return healedAt == null || recoveredAt == null
        ? null
        : Duration.ofNanos(Math.max(0, recoveredAt - healedAt));
  }

  List<String> remarks() {
    return remarks;
  }
}
