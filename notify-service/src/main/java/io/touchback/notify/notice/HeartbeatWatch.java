package io.touchback.notify.notice;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says whose heart has stopped, by its own watch alone: a clock that is set, here or in the
 * database, buries nobody. For one thread.
 */
final class HeartbeatWatch {
  private final long lease;
  private final Map<Long, Heartbeat> last = new HashMap<>();
  private long lookedAt;

  HeartbeatWatch(Duration lease) {
    this.lease = lease.toNanos();
  }

  /**
   * To be asked several times within a lease. After a longer break the watch begins anew: whatever
   * kept us from looking may have kept the others from beating.
   *
   * @param heartbeats by instance; any other than the last one is a sign of life
   * @param now as {@link System#nanoTime()} when they had been read
   * @return those that have been watched for a whole lease without one
   */
  List<Long> stopped(Map<Long, String> heartbeats, long now) {
    if (now - lookedAt > lease / 2) {
      last.clear();
    }
    lookedAt = now;
    last.keySet().retainAll(heartbeats.keySet());
    heartbeats.forEach(
        (instance, beat) ->
            last.merge(
                instance,
                new Heartbeat(beat, now),
                (known, seen) -> known.beat.equals(beat) ? known : seen));
    return last.entrySet().stream()
        .filter(one -> now - one.getValue().since >= lease)
        .map(Map.Entry::getKey)
        .toList();
  }

  private record Heartbeat(String beat, long since) {}
}
