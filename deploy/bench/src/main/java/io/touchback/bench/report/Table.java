package io.touchback.bench.report;

import java.util.List;
import java.util.Locale;

/** Figures and goals as lines for a terminal. */
public final class Table {
  private Table() {}

  /** A name, its median, and the least and the most where it was measured more than once. */
  static String line(Figure figure) {
    var line =
        String.format(
            Locale.ROOT, "%-46s %10s %s", figure.name(), number(figure.median()), figure.unit());
    return figure.rounds().length == 1
        ? line
        : line + "  (" + number(figure.min()) + " … " + number(figure.max()) + ")";
  }

  public static String goals(List<Goal> goals) {
    var text = new StringBuilder();
    for (var goal : goals) {
      text.append(
          String.format(
              Locale.ROOT,
              "%2d  %-58s %s %8s, is %8s %-14s %s%n",
              goal.number(),
              goal.what(),
              goal.atLeast() ? ">=" : "<=",
              number(goal.wanted()),
              goal.measured() == null ? "-" : number(goal.measured()),
              goal.unit(),
              goal.verdict()));
    }
    return text.toString();
  }

  /** With as many digits as say something. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    var format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
