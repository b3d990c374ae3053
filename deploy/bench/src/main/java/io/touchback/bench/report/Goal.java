package io.touchback.bench.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was promised, and what came of it.
 *
 * @param number of the goal
 * @param wanted the bound that {@code measured} is held against
 * @param atLeast whether more is better
 * @param measured null if this run did not measure it
 */
public record Goal(
    int number,
    String what,
    String unit,
    boolean atLeast,
    double wanted,
    @Nullable Double measured) {

  public boolean met() {
    return measured != null && (atLeast ? measured >= wanted : measured <= wanted);
  }

  /** As for people: met or not, and by how much. */
  public String verdict() {
    if (measured == null || measured.isNaN()) {
      return "not measured";
    }
    double factor = atLeast ? measured / wanted : wanted / measured;
    return met()
        ? String.format(Locale.ROOT, "met, %.2f times over", factor)
        : String.format(Locale.ROOT, "not met, at %.0f %% of it", factor * 100);
  }
}
