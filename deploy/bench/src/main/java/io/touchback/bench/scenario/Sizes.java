package io.touchback.bench.scenario;

import java.time.Duration;

/**
 * How much of everything: what fits into about seven minutes or about twenty.
 *
 * @param rounds how often a limit and its counterpart take turns
 * @param burst orders at once
 * @param steps how many rates are tried to find the highest that is sustained
 * @param step how long each is held
 * @param lowLoad orders a round, where few come
 */
public record Sizes(
    int rounds,
    int warmUp,
    int burst,
    int steps,
    Duration step,
    int lowLoad,
    int clocks,
    Duration soak) {
  public static final Sizes QUICK =
      new Sizes(2, 4_000, 2_000, 4, Duration.ofSeconds(5), 100, 200_000, Duration.ofMinutes(2));

  public static final Sizes FULL =
      new Sizes(
          3, 20_000, 10_000, 8, Duration.ofSeconds(15), 400, 2_000_000, Duration.ofMinutes(10));
}
