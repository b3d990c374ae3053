package io.touchback.bench.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All findings for programs. */
public final class JsonFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonFile() {}

  /**
   * What a run says of itself.
   *
   * @param whole whether it came to its end
   */
  public record Run(Instant at, String machine, boolean whole, Count count) {}

  /** What became of orders and mails. */
  public record Count(long owed, long refused, long lost, long doubled, long strays) {}

  public static void write(Path file, Run run, Findings findings, List<Goal> goals) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, MAPPER.writeValueAsBytes(document(run, findings, goals)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> document(Run run, Findings findings, List<Goal> goals) {
    var document = new LinkedHashMap<String, Object>();
    document.put("at", run.at.toString());
    document.put("machine", run.machine);
    document.put("whole", run.whole);
    document.put("owed", run.count.owed);
    document.put("refused", run.count.refused);
    document.put("lost", run.count.lost);
    document.put("doubled", run.count.doubled);
    document.put("strays", run.count.strays);
    document.put("failures", findings.failures());
    document.put("goals", goals.stream().map(JsonFile::goal).toList());
    document.put("figures", findings.figures());
    document.put("cpuSecondsPerThousand", findings.usages().stream().map(JsonFile::usage).toList());
    return document;
  }

  private static Map<String, Object> usage(Usage usage) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("scenario", usage.scenario());
    fields.put("what", usage.what());
    fields.put("median", usage.median());
    fields.put("rounds", usage.rounds());
    return fields;
  }

  private static Map<String, Object> goal(Goal goal) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("number", goal.number());
    fields.put("what", goal.what());
    fields.put(goal.atLeast() ? "atLeast" : "atMost", goal.wanted());
    fields.put("unit", goal.unit());
    if (goal.measured() != null) {
      fields.put("measured", goal.measured());
    }
    fields.put("met", goal.met());
    return fields;
  }
}
