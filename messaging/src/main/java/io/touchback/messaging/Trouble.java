package io.touchback.messaging;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells trouble that passes (a database away, a lock, a deadlock) from what fails every time. */
final class Trouble {
  /**
   * Classes of SQLSTATE in which the data is at fault: cardinality, data, integrity, check option,
   * limits, raised by a function.
   */
  private static final Set<String> DATA = Set.of("21", "22", "23", "44", "54", "P0");

  /** Some statement before failed and was ignored: says nothing about why. */
  private static final String ABORTED = "25P02";

  private Trouble() {}

  static boolean passes(Throwable failure) {
    var everything = everythingIn(failure);
    return everything.stream()
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst()
        .map(Trouble::passes)
        .orElseGet(() -> everything.stream().anyMatch(Trouble::isOfTheTransaction));
  }

  /** The name of what is at the root of it. Messages stay out: they may quote a customer's data. */
  static String name(@Nullable Throwable failure) {
    var root = failure;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof SQLException e) {
      return root.getClass().getSimpleName() + " " + e.getSQLState();
    }
    return root == null ? "unknown" : root.getClass().getSimpleName();
  }

  private static boolean passes(SQLException e) {
    var state = e.getSQLState();
    return state == null
        || state.length() < 2
        || !(DATA.contains(state.substring(0, 2)) || ABORTED.equals(state));
  }

  /** A transaction that failed without saying why. */
  private static boolean isOfTheTransaction(Throwable e) {
    return e.getClass().getName().contains(".transaction.") && e.getCause() == null;
  }

  /** The failure, its causes and what they suppress, outermost first. */
  static Set<Throwable> everythingIn(Throwable failure) {
    var all = new LinkedHashSet<Throwable>();
    var open = new ArrayDeque<Throwable>();
    open.add(failure);
    while (!open.isEmpty()) {
      var next = open.poll();
      if (all.add(next)) {
        Stream.concat(Stream.ofNullable(next.getCause()), Stream.of(next.getSuppressed()))
            .forEach(open::add);
      }
    }
    return all;
  }
}
