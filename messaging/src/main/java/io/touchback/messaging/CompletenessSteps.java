package io.touchback.messaging;

import java.time.Instant;
import java.util.TreeMap;

/**
 * What one partition's producer has told: complete up to an instant for whoever has read to an
 * offset. Both grow from step to step.
 */
final class CompletenessSteps {
  /** A reader that lags behind more steps than this makes a long one at the end. */
  static final int MOST = 1_000;

  private final TreeMap<Long, Instant> upToByOffset = new TreeMap<>();

  void add(long offset, Instant upTo) {
    if (!upTo.isAfter(at(offset))) {
      return;
    }
    upToByOffset.tailMap(offset, true).values().removeIf(higher -> !higher.isAfter(upTo));
    upToByOffset.put(offset, upTo);
    if (upToByOffset.size() > MOST) {
      upToByOffset.remove(upToByOffset.lowerKey(upToByOffset.lastKey()));
    }
  }

  /** The last instant up to which nothing is missing below this offset. */
  Instant at(long position) {
    var step = upToByOffset.floorEntry(position);
    return step == null ? Instant.EPOCH : step.getValue();
  }

  void forgetPassed(long position) {
    var passed = upToByOffset.floorKey(position);
    if (passed != null) {
      upToByOffset.headMap(passed).clear();
    }
  }
}
