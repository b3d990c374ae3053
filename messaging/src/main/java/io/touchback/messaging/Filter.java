package io.touchback.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list is narrowed to, in SQL of its own for each combination: one statement for all of them
 * could use no index.
 */
public final class Filter {
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> arguments = new ArrayList<>();

  /**
   * @param condition in SQL; each {@code ?} of it is what is asked for
   * @param asked null: nothing is
   */
  public Filter with(String condition, @Nullable Object asked) {
    if (asked != null) {
      conditions.add("(" + condition + ")");
      condition.chars().filter(c -> c == '?').forEach(place -> arguments.add(asked));
    }
    return this;
  }

  /** {@code where} and the conditions, if there are any. */
  public String where() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  /** Those of the conditions, and more behind them. */
  public @Nullable Object[] arguments(@Nullable Object... more) {
    return Stream.concat(arguments.stream(), Stream.of(more)).toArray();
  }
}
