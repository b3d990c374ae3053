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

  /** What a run says of itself. */
  public record Run(Instant at, String machine, long owed, long lost, long doubled, long strays) {}

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
    document.put("owed", run.owed);
    document.put("lost", run.lost);
    document.put("doubled", run.doubled);
    document.put("strays", run.strays);
    document.put("goals", goals.stream().map(JsonFile::goal).toList());
    document.put("figures", findings.figures());
    document.put("cpuSecondsPerThousand", findings.usages());
    return document;
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
