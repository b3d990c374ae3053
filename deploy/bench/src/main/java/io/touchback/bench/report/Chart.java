package io.touchback.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How far each goal was reached, as bars: the line in the middle is the goal. */
public final class Chart {
  private static final int WIDTH = 860;
  private static final int TOP = 46;
  private static final int ROW = 26;
  private static final int LABELS = 380;
  private static final int GOAL = 200;
  private static final int NUMBERS = 30;
  private static final double MOST = 2;

  private Chart() {}

  public static void write(Path file, String title, List<Goal> goals) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, svg(title, goals));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String svg(String title, List<Goal> goals) {
    var measured = goals.stream().filter(goal -> goal.measured() != null).toList();
    int height = TOP + ROW * measured.size() + 14;
    var svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="13">
        <rect width="%1$d" height="%2$d" fill="#ffffff"/>
        <text x="12" y="22" font-weight="bold">%3$s</text>
        """
            .formatted(WIDTH, height, escaped(title)));
    for (int i = 0; i < measured.size(); i++) {
      svg.append(row(measured.get(i), TOP + ROW * i));
    }
    svg.append(
        """
        <line x1="%1$d" y1="%2$d" x2="%1$d" y2="%3$d" stroke="#1b1f24" stroke-dasharray="4 3"/>
        </svg>
        """
            .formatted(LABELS + GOAL, TOP - 6, height - 8));
    return svg.toString();
  }

  private static String row(Goal goal, int y) {
    double measured = goal.measured() == null ? Double.NaN : goal.measured();
    double reached = goal.atLeast() ? measured / goal.wanted() : goal.wanted() / measured;
    double bar = Double.isNaN(reached) ? 0 : GOAL * Math.min(MOST, reached);
    return String.format(
        Locale.ROOT,
        """
        <text x="12" y="%d">%d  %s</text>
        <rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>
        <text x="%.1f" y="%d">%s %s</text>
        """,
        y + 14,
        goal.number(),
        escaped(goal.what()),
        LABELS,
        y,
        bar,
        ROW - 8,
        goal.met() ? "#2da44e" : "#d4843c",
        LABELS + Math.min(bar, GOAL * MOST - NUMBERS) + 6,
        y + 14,
        Table.number(measured),
        escaped(goal.unit()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
