package io.touchback.messaging;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells when the relays of the instance that leads have got nowhere for so long that another one
 * should try. Each time that this helps nobody it takes twice as long.
 */
final class Standstill {
  private static final Duration FIRST = Duration.ofSeconds(15);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final LongSupplier nanos;
  private Duration patience = FIRST;
  private long published;
  private long since;

  Standstill(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** This instance leads from now on. */
  void begin() {
    since = nanos.getAsLong();
  }

  /**
   * @param stuck whether some relay is held up by what may not hold up another instance's
   * @param published by all relays since the start
   */
  boolean isTooLong(boolean stuck, long published) {
    if (!stuck || published != this.published) {
      this.published = published;
      patience = FIRST;
      begin();
      return false;
    }
    if (nanos.getAsLong() - since < patience.toNanos()) {
      return false;
    }
    var doubled = patience.multipliedBy(2);
    patience = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return true;
  }
}
