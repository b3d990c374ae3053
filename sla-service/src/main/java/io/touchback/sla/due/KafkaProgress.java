package io.touchback.sla.due;

import io.touchback.messaging.Watermarks;
import io.touchback.sla.policy.Gate;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Progress as the producers' relays tell it.
 *
 * <p>What customers were told is complete up to some instant of {@code orders} once {@code notices}
 * has been read to an end that it had after that instant had been reached: its own producer may be
 * down, and then nobody was told. The local clock is compared with itself only.
 */
@Singleton
final class KafkaProgress implements StreamProgress {
  private static final String ORDERS = "orders";
  private static final String NOTICES = "notices";

  private final Watermarks watermarks;
  private final Clock clock;
  private Instant toldUpTo = Instant.EPOCH;
  private @Nullable Reached reached;

  KafkaProgress(Watermarks watermarks, Clock clock) {
    this.watermarks = watermarks;
    this.clock = clock;
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
    if (reached != null && watermarks.readToEndSince(NOTICES, reached.at)) {
      toldUpTo = reached.upTo;
      reached = null;
    }
    // A clock that was set back would have us wait until that moment comes again.
    if (reached == null || clock.instant().isBefore(reached.at)) {
      reached = new Reached(watermarks.of(ORDERS), clock.instant());
    }
    return toldUpTo;
  }

  /** How far orders had been read at some moment of the local clock. */
  private record Reached(Instant upTo, Instant at) {}
}
