package io.touchback.bench;

import io.touchback.bench.scenario.Scenario;
import io.touchback.bench.scenario.Scenario.Runs;
import io.touchback.bench.scenario.Sizes;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the command line asks for. */
record Options(Sizes sizes, List<Scenario> scenarios, boolean recording) {
  static final String USAGE =
      """
      usage: deploy/bench/run [--quick] [--only SCENARIO[,SCENARIO ...]] [--record]
        --quick   from webhook to mail only, smaller sizes, fewer rounds: about two minutes
        --only    these scenarios: %s
        --record  writes a flight recording of each service to deploy/bench/target/bench\
      """;

  /**
   * @throws IllegalArgumentException not understood; the message says how it should be
   */
  static Options of(String[] arguments, List<Scenario> all) {
    var words = new ArrayDeque<>(Arrays.asList(arguments));
    var sizes = Sizes.FULL;
    List<Scenario> named = List.of();
    boolean recording = false;
    while (!words.isEmpty()) {
      switch (words.pop()) {
        case "--quick" -> sizes = Sizes.QUICK;
        case "--record" -> recording = true;
        case "--only" -> named = named(Objects.requireNonNullElse(words.poll(), ""), all);
        default -> throw misunderstood(all);
      }
    }
    return new Options(sizes, named.isEmpty() ? usual(sizes, all) : named, recording);
  }

  private static List<Scenario> usual(Sizes sizes, List<Scenario> all) {
    var last = sizes == Sizes.QUICK ? Runs.EVEN_QUICK : Runs.IN_THE_WHOLE;
    return all.stream().filter(scenario -> scenario.runs().compareTo(last) <= 0).toList();
  }

  private static List<Scenario> named(String names, List<Scenario> all) {
    var wanted = Arrays.asList(names.split(","));
    var found = all.stream().filter(scenario -> wanted.contains(scenario.name())).toList();
    if (found.size() != wanted.size()) {
      throw misunderstood(all);
    }
    return found;
  }

  private static IllegalArgumentException misunderstood(List<Scenario> all) {
    return new IllegalArgumentException(
        USAGE.formatted(all.stream().map(Scenario::name).collect(Collectors.joining(", "))));
  }
}
