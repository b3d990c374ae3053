package io.touchback.bench.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** All that was measured so far; each figure is told when it comes. */
public final class Findings {
  private static final double NANOS_PER_MILLI = 1e6;

  private final PrintStream console;
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, Usage> usages = new LinkedHashMap<>();

  /** CPU seconds per 1,000 by process. */
  public record Usage(Map<String, Double> perThousand) {}

  public Findings(PrintStream console) {
    this.console = console;
  }

  public Figure add(String scenario, String name, String unit, double... rounds) {
    var figure = new Figure(scenario, name, unit, rounds);
    figures.add(figure);
    console.println("  " + Table.line(figure));
    return figure;
  }

  public void latency(String scenario, String what, Histogram nanos) {
    add(scenario, what + " p50", "ms", nanos.getValueAtPercentile(50) / NANOS_PER_MILLI);
    add(scenario, what + " p99", "ms", nanos.getValueAtPercentile(99) / NANOS_PER_MILLI);
    add(scenario, what + " max", "ms", nanos.getMaxValue() / NANOS_PER_MILLI);
  }

  public void usage(String scenario, Map<String, Double> perThousand) {
    usages.put(scenario, new Usage(perThousand));
    var line = new StringBuilder("  CPU s per 1,000:");
    perThousand.forEach(
        (process, seconds) ->
            line.append(String.format(Locale.ROOT, " %s %.2f", process, seconds)));
    console.println(line);
  }

  public void say(String line) {
    console.println(line);
  }

  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  public Map<String, Usage> usages() {
    return new LinkedHashMap<>(usages);
  }

  public Optional<Figure> find(String scenario, String name) {
    return figures.stream()
        .filter(figure -> figure.scenario().equals(scenario) && figure.name().equals(name))
        .findFirst();
  }
}
