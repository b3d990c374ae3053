package io.touchback.messaging;

import static java.time.Instant.EPOCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WatchedStreamTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final WatchedStream stream = new WatchedStream();

  @Test
  void nothingIsCompleteWhileThePartitionsAreUnknown() {
    stream.told(0, 0, NOON);
    assertEquals(EPOCH, stream.completeUpTo(Map.of(0, 10L)));
  }

  @Test
  @DisplayName("T4: the slowest partition decides")
  void theSlowestPartitionDecides() {
    stream.begins(Map.of(0, 0L, 1, 0L));
    stream.told(0, 5, NOON);
    assertEquals(EPOCH, stream.completeUpTo(Map.of(0, 5L)));
    stream.told(1, 7, NOON.plusSeconds(1));
    assertEquals(EPOCH, stream.completeUpTo(Map.of(0, 5L, 1, 6L)));
    assertEquals(NOON, stream.completeUpTo(Map.of(0, 5L, 1, 7L)));
  }

  @Test
  @DisplayName("T4: an empty partition holds nothing up")
  void anEmptyPartitionHoldsNothingUp() {
    stream.begins(Map.of(0, 0L, 1, 0L));
    stream.told(0, 5, NOON);
    stream.told(1, 0, NOON);
    assertEquals(NOON, stream.completeUpTo(Map.of(0, 5L)));
  }

  @Test
  void whatRetentionTookNeedNotBeRead() {
    stream.begins(Map.of(0, 500L));
    stream.told(0, 500, NOON);
    stream.ends(NOON, 0, Map.of(0, 500L));
    assertEquals(NOON, stream.completeUpTo(Map.of()));
    assertEquals(NOON, stream.readToEndAt(Map.of()));
  }

  @Test
  void readToTheEndOnceThePositionsReachASample() {
    stream.begins(Map.of(0, 0L, 1, 0L));
    assertEquals(EPOCH, stream.readToEndAt(Map.of()));
    stream.ends(NOON, 0, Map.of(0, 3L, 1, 0L));
    stream.ends(NOON.plusSeconds(1), 0, Map.of(0, 4L, 1, 2L));
    assertEquals(EPOCH, stream.readToEndAt(Map.of(0, 2L)));
    assertEquals(NOON, stream.readToEndAt(Map.of(0, 3L)));
    assertEquals(NOON, stream.readToEndAt(Map.of(0, 4L)));
    assertEquals(NOON.plusSeconds(1), stream.readToEndAt(Map.of(0, 4L, 1, 2L)));
  }

  @Test
  @DisplayName("a database that was restored has not read what it had read")
  void positionsThatWentBackAreNotAtTheEndAnyMore() {
    stream.begins(Map.of(0, 0L));
    stream.ends(NOON, 0, Map.of(0, 3L));
    assertEquals(NOON, stream.readToEndAt(Map.of(0, 3L)));
    assertEquals(EPOCH, stream.readToEndAt(Map.of(0, 1L)));
    stream.ends(NOON.plusSeconds(1), 0, Map.of(0, 3L));
    assertEquals(EPOCH, stream.readToEndAt(Map.of(0, 2L)));
    assertEquals(NOON.plusSeconds(1), stream.readToEndAt(Map.of(0, 3L)));
  }

  @Test
  @DisplayName("T4: what does not exist holds no proof; what was created since may")
  void aTopicThatDoesNotExistIsReadToItsEnd() {
    stream.absent(NOON, 0);
    assertEquals(NOON, stream.readToEndAt(Map.of()));
    stream.begins(Map.of(0, 0L));
    stream.ends(NOON.plusSeconds(1), 0, Map.of(0, 1L));
    assertEquals(NOON, stream.readToEndAt(Map.of()));
    assertEquals(EPOCH, stream.completeUpTo(Map.of()));
    assertEquals(NOON.plusSeconds(1), stream.readToEndAt(Map.of(0, 1L)));
  }

  @Test
  @DisplayName("T4: a topic that went away, or is not seen for a moment, is not read to its end")
  void aTopicThatWasThereIsNeverAbsent() {
    stream.begins(Map.of(0, 0L));
    stream.ends(NOON, 0, Map.of(0, 1L));
    stream.absent(NOON.plusSeconds(1), 0);
    assertEquals(NOON, stream.readToEndAt(Map.of(0, 1L)));
  }

  @Test
  void aReaderThatNeverQuiteCatchesUpIsStillToldHowFarItGot() {
    stream.begins(Map.of(0, 0L));
    for (int n = 0; n < 10_000; n++) {
      stream.ends(NOON.plusMillis(n), 0, Map.of(0, (long) n));
    }
    assertEquals(NOON.plusMillis(500), stream.readToEndAt(Map.of(0, 500L)));
    assertEquals(NOON.plusMillis(9_999), stream.readToEndAt(Map.of(0, 9_999L)));
  }

  @Test
  @DisplayName("positions beyond the end, as of a topic that was made again, say nothing")
  void positionsBeyondTheEndSayNothing() {
    stream.begins(Map.of(0, 0L));
    stream.told(0, 5, NOON);
    stream.ends(NOON, System.nanoTime(), Map.of(0, 5L));
    assertEquals(NOON, stream.readToEndAt(Map.of(0, 5L)));
    assertEquals(NOON, stream.completeUpTo(Map.of(0, 5L)));

    stream.ends(NOON.plusSeconds(1), System.nanoTime(), Map.of(0, 2L));
    assertTrue(stream.endsTooSoon());
    assertEquals(EPOCH, stream.readToEndAt(Map.of(0, 5L)));
    assertEquals(EPOCH, stream.completeUpTo(Map.of(0, 5L)));

    stream.ends(NOON.plusSeconds(2), System.nanoTime(), Map.of(0, 2L));
    stream.completeUpTo(Map.of(0, 2L));
    stream.ends(NOON.plusSeconds(3), System.nanoTime(), Map.of(0, 2L));
    assertFalse(stream.endsTooSoon());
    assertEquals(NOON.plusSeconds(3), stream.readToEndAt(Map.of(0, 2L)));
  }

  @Test
  @DisplayName("an end asked for before the positions were may be below them")
  void anOlderEndIsBelowWhatHasBeenReadSince() {
    stream.begins(Map.of(0, 0L));
    long asked = System.nanoTime();
    stream.readToEndAt(Map.of(0, 5L));
    stream.ends(NOON, asked, Map.of(0, 2L));
    assertEquals(NOON, stream.readToEndAt(Map.of(0, 5L)));
  }

  @Test
  @DisplayName("F3: a clock that was set back does not make an end a later one")
  void monotonicTimeTellsWhatCameAfter() {
    long now = System.nanoTime();
    stream.ends(NOON.plusSeconds(600), now, Map.of(0, 1L));
    assertTrue(stream.isReadToEndSince(now - 1, Map.of(0, 1L)));
    assertFalse(stream.isReadToEndSince(now + 1, Map.of(0, 1L)));
    stream.ends(NOON, now + 2, Map.of(0, 2L));
    assertFalse(stream.isReadToEndSince(now + 1, Map.of(0, 1L)));
    assertTrue(stream.isReadToEndSince(now + 1, Map.of(0, 2L)));
  }
}
