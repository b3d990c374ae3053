package io.touchback.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives each case a {@link Seen} and writes it down, whatever became of the case: one line in
 * {@code target/campaign.txt}, of which {@code deploy/journey/campaign} makes its table, and the
 * same as JSON in {@code target/campaign.jsonl}.
 *
 * <p>A case's display name is {@code ID: what was injected}.
 */
final class FaultTable implements ParameterResolver, AfterTestExecutionCallback {
  private static final Namespace OURS = Namespace.create(FaultTable.class);
  private static final Path FOLDER = Path.of("target").toAbsolutePath();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Seen.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    var seen = new Seen();
    test.getStore(OURS).put(Seen.class, seen);
    return seen;
  }

  @Override
  public void afterTestExecution(ExtensionContext test) throws IOException {
    var seen = test.getStore(OURS).get(Seen.class, Seen.class);
    if (seen != null) {
      var row = row(test.getDisplayName(), test.getExecutionException().orElse(null), seen);
      append("campaign.jsonl", row.toString());
      append("campaign.txt", line(row));
    }
  }

  private static void append(String file, String line) throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(
        FOLDER.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static String line(ObjectNode row) {
    return "%-5s %-78s %-6s %5s %7s %7s %9s  %s"
        .formatted(
            row.get("case").asText(),
            row.get("injected").asText(),
            row.has("healed") ? row.get("healed").asBoolean() ? "yes" : "NO" : "-",
            row.path("lost").asText("-"),
            row.path("doubled").asText("-"),
            row.path("sameMessageAgain").asText("-"),
            row.has("recoverySeconds") ? row.get("recoverySeconds").asText() + " s" : "-",
            row.path("skipped").asText()
                + row.path("failure").asText()
                + row.path("remarks").asText())
        .stripTrailing();
  }

  static ObjectNode row(String displayName, @Nullable Throwable end, Seen seen) {
    var name = displayName.split(": ", 2);
    var row = House.JSON.createObjectNode();
    row.put("case", name[0]).put("injected", name[name.length - 1]);
    // What this machine does not allow was neither healed nor not healed.
    if (end instanceof TestAbortedException) {
      return row.put("skipped", "skipped: " + firstLine(end));
    }
    row.put("healed", end == null);
    row.put("lost", seen.lost()).put("doubled", seen.doubled());
    row.put("sameMessageAgain", seen.sameMessageAgain());
    var recovery = seen.recovery();
    if (recovery != null) {
      row.put("recoverySeconds", recovery.toMillis() / 1000.0);
    }
    if (end != null) {
      row.put("failure", firstLine(end));
    }
    if (!seen.remarks().isEmpty()) {
      row.put("remarks", String.join("; ", seen.remarks()));
    }
    return row;
  }

  private static String firstLine(Throwable end) {
    return String.valueOf(end.getMessage()).lines().findFirst().orElse("");
  }
}
