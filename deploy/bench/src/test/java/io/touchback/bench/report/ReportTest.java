package io.touchback.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final List<Goal> GOALS =
      List.of(
          new Goal(1, "fast & <good>", "mails/s", true, 1_000, 1_500.0),
          new Goal(4, "late", "ms", false, 6, 12.0),
          new Goal(9, "not asked", "", true, 1, null));

  @TempDir Path folder;

  @Test
  void theChartIsWellFormedAndShowsWhatWasMeasured() throws Exception {
    var svg = Chart.svg("Title <1>", GOALS);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertTrue(svg.contains("1,500 mails/s"));
    assertTrue(svg.contains("width=\"300.0\""));
    assertTrue(svg.contains("width=\"100.0\""));
    assertFalse(svg.contains("not asked"));
  }

  @Test
  void theFileHoldsFiguresGoalsAndTheLedger() throws IOException {
    var findings = new Findings(new PrintStream(new ByteArrayOutputStream()));
    findings.add("burst", "webhook to mail", "mails/s", 3, 1, 2);
    for (double seconds : new double[] {0.9, 0.1, 0.5}) {
      findings.usage("consumer", "pipelined", Map.of("notify", seconds));
    }
    findings.usage("consumer", "mailer", Map.of("notify", 2.0));
    findings.usage("consumer", "elsewhere", Map.of("notify", Double.NaN));
    var file = folder.resolve("results.json");
    JsonFile.write(file, run(true), findings, GOALS);
    var read = new ObjectMapper().readTree(file.toFile());
    assertEquals(1, read.path("lost").asInt());
    assertEquals(2, read.path("doubled").asInt());
    assertEquals(4, read.path("refused").asInt());
    assertTrue(read.path("whole").asBoolean());
    assertEquals("[3.0,1.0,2.0]", read.at("/figures/0/rounds").toString());
    assertEquals(2, read.path("cpuSecondsPerThousand").size());
    assertEquals("pipelined", read.at("/cpuSecondsPerThousand/0/what").asText());
    assertEquals(0.5, read.at("/cpuSecondsPerThousand/0/median/notify").asDouble());
    assertEquals(0.9, read.at("/cpuSecondsPerThousand/0/rounds/0/notify").asDouble());
    assertFalse(read.at("/goals/1/met").asBoolean());
    assertTrue(read.at("/goals/2/measured").isMissingNode());
  }

  private static JsonFile.Run run(boolean whole) {
    return new JsonFile.Run(Instant.EPOCH, "a machine", whole, new JsonFile.Count(10, 4, 1, 2, 3));
  }
}
