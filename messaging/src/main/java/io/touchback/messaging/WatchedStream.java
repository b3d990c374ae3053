package io.touchback.messaging;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What is known of one topic, to be compared with how far it has been read. */
final class WatchedStream {
  /** A reader that lags behind more samples than this is compared with the newest at last. */
  static final int MOST_SAMPLES = 1_000;

  private final Map<Integer, CompletenessSteps> steps = new HashMap<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private Map<Integer, Long> beginnings = Map.of();
  private Sample readToEnd = new Sample(Instant.EPOCH, System.nanoTime(), Map.of());

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
    if (samples.size() == MOST_SAMPLES) {
      samples.removeLast();
    }
    samples.addLast(new Sample(at, nanos, Map.copyOf(offsets)));
  }

  /** Asked for after {@code at}, the topic did not exist: there was nothing to read. */
  void absent(Instant at, long nanos) {
    ends(at, nanos, Map.of());
  }

  /**
   * The least that is complete over all partitions at these positions.
   *
   * @param positions next offset by partition, absent where nothing has been read
   */
  synchronized Instant completeUpTo(Map<Integer, Long> positions) {
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
    while (!samples.isEmpty() && reached(samples.getFirst(), positions)) {
      readToEnd = samples.removeFirst();
    }
    return readToEnd;
  }

  private Instant completeUpTo(int partition, long position) {
    var told = steps.computeIfAbsent(partition, first -> new CompletenessSteps());
    told.forgetPassed(position);
    return told.at(position);
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
