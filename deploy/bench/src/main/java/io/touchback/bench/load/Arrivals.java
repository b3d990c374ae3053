package io.touchback.bench.load;

import java.util.Random;

/** When orders come that know nothing of each other. */
final class Arrivals {
  private Arrivals() {}

  /**
   * With gaps of an exponential distribution.
   *
   * @return nanoseconds from the start, ascending
   */
  static long[] atRandom(int count, double perSecond, long seed) {
    var random = new Random(seed);
    var due = new long[count];
    double now = 0;
    for (int i = 0; i < count; i++) {
      now -= Math.log(1 - random.nextDouble()) * 1e9 / perSecond;
      due[i] = (long) now;
    }
    return due;
  }
}
