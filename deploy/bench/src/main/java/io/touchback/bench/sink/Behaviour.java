package io.touchback.bench.sink;

import java.time.Duration;

/**
 * How the mail server behaves.
 *
 * @param away how long each of its answers takes to arrive
 * @param perSecond mails it takes; 0 = as many as come
 * @param percentPutOff of the mails, at their first try, with a 451
 */
public record Behaviour(Duration away, double perSecond, int percentPutOff) {
  public static final Behaviour PLAIN = new Behaviour(Duration.ZERO, 0, 0);

  public static Behaviour away(Duration roundTrip) {
    return new Behaviour(roundTrip, 0, 0);
  }

  public static Behaviour slow(double perSecond) {
    return new Behaviour(Duration.ZERO, perSecond, 0);
  }

  public static Behaviour puttingOff(int percent) {
    return new Behaviour(Duration.ZERO, 0, percent);
  }
}
