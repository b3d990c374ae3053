package io.touchback.messaging;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of one topic, to be compared with how far it has been read. */
final class WatchedStream {
  /** A reader that lags behind more samples than this is compared with the newest at last. */
  static final int MOST_SAMPLES = 1_000;

  private final Map<Integer, CompletenessSteps> steps = new HashMap<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private Map<Integer, Long> beginnings = Map.of();
  private final Sample unread = new Sample(Instant.EPOCH, System.nanoTime(), Map.of());
  private Sample readToEnd = unread;

  /** Positions of a while ago, which no end asked for since is below. */
  private @Nullable Sample stood;

  private boolean endsTooSoon;

  synchronized void told(int partition, long offset, Instant upTo) {
    steps.computeIfAbsent(partition, first -> new CompletenessSteps()).add(offset, upTo);
  }

  /** Every partition's first offset: what was below it is forgotten and need not be read. */
  synchronized void begins(Map<Integer, Long> offsets) {
    beginnings = Map.copyOf(offsets);
  }

  /**
   * Every partition's end, asked for after {@code at}.
   *
   * @param nanos the same as {@link System#nanoTime()}
   */
  synchronized void ends(Instant at, long nanos, Map<Integer, Long> offsets) {
    compare(nanos, offsets);
    if (samples.size() == MOST_SAMPLES) {
      samples.removeLast();
    }
    samples.addLast(new Sample(at, nanos, Map.copyOf(offsets)));
  }

  /**
   * Whether the topic ends before where it has been read to, so that positions mean nothing: it was
   * deleted and made again, or its broker has lost records.
   */
  synchronized boolean endsTooSoon() {
    return endsTooSoon;
  }

  /**
   * Asked for after {@code at}, the topic did not exist: there was nothing to read, if it never was
   * seen.
   */
  synchronized void absent(Instant at, long nanos) {
    if (beginnings.isEmpty()) {
      ends(at, nanos, Map.of());
    }
  }

  /**
   * The least that is complete over all partitions at these positions.
   *
   * @param positions next offset by partition, absent where nothing has been read
   */
  synchronized Instant completeUpTo(Map<Integer, Long> positions) {
    remember(positions);
    if (endsTooSoon) {
      return Instant.EPOCH;
    }
    return beginnings.keySet().stream()
        .map(partition -> completeUpTo(partition, position(partition, positions)))
        .min(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** When the latest end was asked for that these positions have reached. */
  Instant readToEndAt(Map<Integer, Long> positions) {
    return readToEnd(positions).at;
  }

  /** Whether these positions have reached an end asked for after {@code nanos}. */
  boolean isReadToEndSince(long nanos, Map<Integer, Long> positions) {
    return readToEnd(positions).nanos - nanos > 0;
  }

  private synchronized Sample readToEnd(Map<Integer, Long> positions) {
    remember(positions);
    if (endsTooSoon) {
      return unread;
    }
    if (!reached(readToEnd, positions)) {
      readToEnd = unread; // They went back: the database was restored.
    }
    while (!samples.isEmpty() && reached(samples.getFirst(), positions)) {
      readToEnd = samples.removeFirst();
    }
    return readToEnd;
  }

  private Instant completeUpTo(int partition, long position) {
    var ofPartition = steps.computeIfAbsent(partition, first -> new CompletenessSteps());
    ofPartition.forgetPassed(position);
    return ofPartition.at(position);
  }

  private void remember(Map<Integer, Long> positions) {
    if (stood == null) {
      stood = new Sample(Instant.EPOCH, System.nanoTime(), Map.copyOf(positions));
    }
  }

  private void compare(long nanos, Map<Integer, Long> ends) {
    var before = stood;
    if (before == null || nanos - before.nanos < 0) {
      return;
    }
    stood = null;
    endsTooSoon =
        ends.entrySet().stream()
            .anyMatch(end -> end.getValue() < before.ends.getOrDefault(end.getKey(), 0L));
    if (endsTooSoon) {
      samples.clear();
      readToEnd = unread;
    }
  }

  private boolean reached(Sample sample, Map<Integer, Long> positions) {
    return sample.ends.entrySet().stream()
        .allMatch(end -> position(end.getKey(), positions) >= end.getValue());
  }

  private long position(int partition, Map<Integer, Long> positions) {
    return Math.max(positions.getOrDefault(partition, 0L), beginnings.getOrDefault(partition, 0L));
  }

  private record Sample(Instant at, long nanos, Map<Integer, Long> ends) {}
}
