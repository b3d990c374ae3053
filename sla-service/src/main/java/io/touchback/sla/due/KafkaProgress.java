package io.touchback.sla.due;

import io.touchback.messaging.Watermarks;
import io.touchback.sla.policy.Gate;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Progress as the producers' relays tell it.
 *
 * <p>What customers were told is complete up to some instant of {@code orders} once {@code notices}
 * has been read to an end that it had after that instant had been reached: its own producer may be
 * down, and then nobody was told. That moment is known by monotonic time: no clock that is set
 * makes it later or earlier.
 */
@Singleton
final class KafkaProgress implements StreamProgress {
  private static final String ORDERS = "orders";
  private static final String NOTICES = "notices";

  private final Watermarks watermarks;
  private final Map<String, Instant> last = new HashMap<>();
  private Instant toldUpTo = Instant.EPOCH;
  private @Nullable Reached reached;

  KafkaProgress(Watermarks watermarks) {
    this.watermarks = watermarks;
  }

  @Override
  public Instant watermark(String topic) {
    return watermarks.of(topic);
  }

  @Override
  public Optional<Instant> lastRead(String topic) {
    return watermarks.lastRead(topic);
  }

  @Override
  public Instant readUpTo(Gate gate) {
    return gate == Gate.ORDERS ? watermarks.of(ORDERS) : toldUpTo();
  }

  private synchronized Instant toldUpTo() {
    forgetIfTheDatabaseHas();
    if (reached != null && watermarks.readToEndSince(NOTICES, reached.at)) {
      toldUpTo = reached.upTo;
      reached = null;
    }
    if (reached == null) {
      reached = new Reached(watermarks.of(ORDERS), System.nanoTime());
    }
    return toldUpTo;
  }

  /** A database restored from a backup has to read again what customers were told. */
  private void forgetIfTheDatabaseHas() {
    for (var topic : List.of(ORDERS, NOTICES)) {
      var upTo = watermarks.of(topic);
      var before = last.put(topic, upTo);
      if (before != null && upTo.isBefore(before)) {
        toldUpTo = Instant.EPOCH;
        reached = null;
      }
    }
  }

  /** How far orders had been read at some moment, as {@link System#nanoTime()}. */
  private record Reached(Instant upTo, long at) {}
}
