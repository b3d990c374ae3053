package io.touchback.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

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
      var row = row(test, seen);
      append("campaign.jsonl", row.toString());
      append("campaign.txt", line(row));
    }
  }

  private static void append(String file, String line) throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(
        FOLDER.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String line(ObjectNode row) {
    return "%-5s %-78s %-6s %5s %7s %7s %9s  %s"
        .formatted(
            row.get("case").asText(),
            row.get("injected").asText(),
            row.get("healed").asBoolean() ? "yes" : "NO",
            row.get("lost").asText(),
            row.get("doubled").asText(),
            row.get("sameMessageAgain").asText(),
            row.has("recoverySeconds") ? row.get("recoverySeconds").asText() + " s" : "-",
            row.path("failure").asText() + row.path("remarks").asText())
        .stripTrailing();
  }

  private static ObjectNode row(ExtensionContext test, Seen seen) {
    var name = test.getDisplayName().split(": ", 2);
    var row = House.JSON.createObjectNode();
    row.put("case", name[0]).put("injected", name[name.length - 1]);
    row.put("healed", test.getExecutionException().isEmpty());
    row.put("lost", seen.lost()).put("doubled", seen.doubled());
    row.put("sameMessageAgain", seen.sameMessageAgain());
    var recovery = seen.recovery();
    if (recovery != null) {
      row.put("recoverySeconds", recovery.toMillis() / 1000.0);
    }
    test.getExecutionException()
        .ifPresent(
            e -> row.put("failure", String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    if (!seen.remarks().isEmpty()) {
      row.put("remarks", String.join("; ", seen.remarks()));
    }
    return row;
  }
}
