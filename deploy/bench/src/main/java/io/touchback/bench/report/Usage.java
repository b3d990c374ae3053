package io.touchback.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU seconds per 1,000 by process, once a round.
 *
 * @param scenario what was done
 * @param what was measured then: a scenario may measure several things
 * @param rounds in the order in which they were measured
 */
public record Usage(String scenario, String what, List<Map<String, Double>> rounds) {
  public Usage {
    rounds = List.copyOf(rounds);
  }

  Usage and(Map<String, Double> round) {
    var all = new ArrayList<>(rounds);
    all.add(round);
    return new Usage(scenario, what, all);
  }

  boolean isOf(String ofScenario, String ofWhat) {
    return scenario.equals(ofScenario) && what.equals(ofWhat);
  }

  /** Of each process. */
  Map<String, Double> median() {
    var medians = new LinkedHashMap<String, Double>();
    for (var process : rounds.get(0).keySet()) {
      var each = rounds.stream().mapToDouble(round -> round.getOrDefault(process, 0.0)).toArray();
      medians.put(process, new Figure(scenario, process, "s per 1,000", each).median());
    }
    return medians;
  }
}
