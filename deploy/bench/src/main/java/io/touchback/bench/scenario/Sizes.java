package io.touchback.bench.scenario;

import java.time.Duration;

/**
 * How much of everything: what fits into about two minutes or about eleven.
 *
 * @param rounds how often a limit and its counterpart take turns
 * @param warmUp bursts of how many orders in all, before anything is measured
 * @param bursts how many bursts compilers are given at most
 * @param burst orders at once
 * @param steps how many rates are tried to find the highest that is sustained
 * @param apart how far from one rate to the next
 * @param step how long each is held
 * @param hold how long the highest has to hold once more
 * @param lowLoad orders a round, where few come
 */
public record Sizes(
    int rounds,
    int warmUp,
    int bursts,
    int burst,
    int steps,
    double apart,
    Duration step,
    Duration hold,
    int lowLoad,
    int clocks,
    Duration soak) {
  public static final Sizes QUICK =
      new Sizes(
          2,
          4_000,
          6,
          2_000,
          4,
          1.5,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          60,
          200_000,
          Duration.ofMinutes(2));

  public static final Sizes FULL =
      new Sizes(
          3,
          12_000,
          16,
          8_000,
          7,
          1.25,
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          250,
          2_000_000,
          Duration.ofMinutes(10));
}
