package io.touchback.sla.due;

import io.touchback.messaging.Watermarks;
import io.touchback.sla.policy.Gate;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Progress as the producers' relays tell it. A shop that left has no clocks any more: what would
 * stop one stands in {@code shops}, too.
 *
 * <p>What customers were told is complete up to some instant of both once {@code notices} has been
 * read to an end that it had after that instant had been reached: its own producer may be down, and
 * then nobody was told. That moment is known by monotonic time: no clock that is set makes it later
 * or earlier.
 */
@Singleton
final class KafkaProgress implements StreamProgress {
  private static final String ORDERS = "orders";
  private static final String SHOPS = "shops";
  private static final String NOTICES = "notices";

  private final Watermarks watermarks;
  private Instant lastHappened = Instant.EPOCH;
  private Instant lastNotices = Instant.EPOCH;
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
    return gate == Gate.ORDERS ? happenedUpTo() : toldUpTo();
  }

  private Instant happenedUpTo() {
    var orders = watermarks.of(ORDERS);
    var shops = watermarks.of(SHOPS);
    return orders.isBefore(shops) ? orders : shops;
  }

  private synchronized Instant toldUpTo() {
    var happened = happenedUpTo();
    forgetIfTheDatabaseHas(happened, watermarks.of(NOTICES));
    if (reached != null && watermarks.readToEndSince(NOTICES, reached.at)) {
      toldUpTo = reached.upTo;
      reached = null;
    }
    if (reached == null) {
      reached = new Reached(happened, System.nanoTime());
    }
    return toldUpTo;
  }

  /** A database restored from a backup has to read again what customers were told. */
  private void forgetIfTheDatabaseHas(Instant happened, Instant notices) {
    if (happened.isBefore(lastHappened) || notices.isBefore(lastNotices)) {
      toldUpTo = Instant.EPOCH;
      reached = null;
    }
    lastHappened = happened;
    lastNotices = notices;
  }

  /** How far what happened had been read at some moment, as {@link System#nanoTime()}. */
  private record Reached(Instant upTo, long at) {}
}
