package io.touchback.bench.house;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** CPU seconds by process, since each began or between two such. */
public record Usage(Map<String, Double> cpuSeconds) {
  /** The bench itself: load generator and mail server. */
  public static final String BENCH = "bench";

  /** What was used since then. */
  public Usage since(Usage before) {
    var used = new LinkedHashMap<String, Double>();
    cpuSeconds.forEach(
        (name, now) -> used.put(name, now - before.cpuSeconds.getOrDefault(name, 0.0)));
    return new Usage(used);
  }

  public Usage perThousand(long count) {
    var each = new LinkedHashMap<String, Double>();
    cpuSeconds.forEach((name, seconds) -> each.put(name, seconds * 1_000 / Math.max(1, count)));
    return new Usage(each);
  }

  /** Of all but the bench itself. */
  public double ofHouse() {
    return cpuSeconds.entrySet().stream()
        .filter(process -> !process.getKey().equals(BENCH))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Of the three services. */
  public double ofServices() {
    return Arrays.stream(House.Service.values())
        .mapToDouble(service -> cpuSeconds.getOrDefault(service.word(), 0.0))
        .sum();
  }

  /** Of all, the bench included. */
  public double ofAll() {
    return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
