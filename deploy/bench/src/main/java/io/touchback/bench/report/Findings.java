package io.touchback.bench.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** All that was measured so far; each figure is told when it comes. */
public final class Findings {
  private static final double NANOS_PER_MILLI = 1e6;

  private final PrintStream console;
  private final List<Figure> figures = new ArrayList<>();
  private final List<Usage> usages = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  public Findings(PrintStream console) {
    this.console = console;
  }

  public Figure add(String scenario, String name, String unit, double... rounds) {
    var figure = new Figure(scenario, name, unit, rounds);
    figures.add(figure);
    console.println("  " + Table.line(figure));
    return figure;
  }

  /** Nothing where nobody knows. */
  public void addIfKnown(String scenario, String name, String unit, double value) {
    if (!Double.isNaN(value)) {
      add(scenario, name, unit, value);
    }
  }

  /** One a round. */
  public void latency(String scenario, String what, List<Histogram> nanos) {
    add(scenario, what + " p50", "ms", millis(nanos, each -> each.getValueAtPercentile(50)));
    add(scenario, what + " p99", "ms", millis(nanos, each -> each.getValueAtPercentile(99)));
    add(scenario, what + " max", "ms", millis(nanos, Histogram::getMaxValue));
  }

  private static double[] millis(List<Histogram> rounds, ToLongFunction<Histogram> of) {
    return rounds.stream().mapToDouble(each -> of.applyAsLong(each) / NANOS_PER_MILLI).toArray();
  }

  /** A round's; nothing where nobody knows. */
  public void usage(String scenario, String what, Map<String, Double> perThousand) {
    if (perThousand.containsValue(Double.NaN)) {
      return;
    }
    var known =
        usages.stream()
            .filter(usage -> usage.isOf(scenario, what))
            .findFirst()
            .orElseGet(() -> new Usage(scenario, what, List.of()));
    usages.remove(known);
    usages.add(known.and(perThousand));
    var line = new StringBuilder("  CPU s per 1,000:");
    perThousand.forEach(
        (process, seconds) ->
            line.append(String.format(Locale.ROOT, " %s %.2f", process, seconds)));
    console.println(line);
  }

  /** Something is not as it must be, whatever the figures are: the bench ends non-zero. */
  public void fail(String why) {
    failures.add(why);
    console.println("  FAILED: " + why);
  }

  public void say(String line) {
    console.println(line);
  }

  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  public List<Usage> usages() {
    return List.copyOf(usages);
  }

  public List<String> failures() {
    return List.copyOf(failures);
  }

  public Optional<Figure> find(String scenario, String name) {
    return figures.stream()
        .filter(figure -> figure.scenario().equals(scenario) && figure.name().equals(name))
        .findFirst();
  }
}
